/**
 * Returns true if a URL is written in its canonical form. A URL with other escapes, unknown parameters or repeated ones
 * is answered but not cached. Otherwise a client could fill the cache with one page under many URLs.
 * @param names the parameters that the route knows
 * @param lists those of them that may be repeated
 */
export function isCanonicalUrl(url: string, names: readonly string[], lists: readonly string[] = []): boolean {
  const mark = url.indexOf('?');
  const [path, query] = mark === -1 ? [url, null] : [url.slice(0, mark), url.slice(mark + 1)];
  if (!path.slice(1).split('/').every(isCanonicalPart)) return false;
  if (query === null) return true;
  const seen = new Set<string>();
  return query.split('&').every((pair) => {
    const [name = '', value = '', ...more] = pair.split('=');
    if (more.length > 0 || !names.includes(name) || (seen.has(name) && !lists.includes(name))) return false;
    seen.add(name);
    return isCanonicalPart(value.replaceAll('+', '%20'));
  });
}

/** True if the part is escaped as `encodeURIComponent` does, or as browsers do in a path. */
function isCanonicalPart(part: string): boolean {
  if (part === '') return false;
  try {
    const text = decodeURIComponent(part);
    return encodeURIComponent(text) === part || encodeURI(text) === part;
  } catch {
    return false;
  }
}
