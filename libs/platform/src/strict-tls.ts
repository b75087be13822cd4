const weaker = new Set(['prefer', 'require', 'verify-ca']);

/**
 * Says in the URL of a database what node-postgres does: with `sslmode=prefer`, `require` or `verify-ca` it checks the
 * server's certificate and host name, as with `verify-full`, and warns that this is stricter than libpq. With
 * `uselibpqcompat=true` the URL keeps its mode, which then means what it means for libpq.
 */
export function strictTls(url: string): string {
  const strict = new URL(url);
  const { searchParams } = strict;
  if (searchParams.get('uselibpqcompat') === 'true' || !weaker.has(searchParams.get('sslmode') ?? '')) return url;
  searchParams.set('sslmode', 'verify-full');
  return strict.href;
}
