import { errorCode } from './error-code.ts';
import { errorOf } from './error-of.ts';
import { fieldOf } from './field-of.ts';

/**
 * Explains why no connection to PostgreSQL was made, in one line that names what to change. The line has no password.
 * @param setting the setting that contains the URL
 * @returns undefined for errors that are not about connecting
 */
export function connectionRefusal(setting: string, url: string, error: unknown): string | undefined {
  const { host } = new URL(url);
  const code = errorCode(error) ?? '';
  const path = fieldOf(error, 'path');
  if (typeof path === 'string' && fieldOf(error, 'syscall') === 'open')
    return `${setting}: cannot read ${path} (${code}), which sslrootcert, sslcert or sslkey in the URL names`;
  if (errorOf(error).message === 'The server does not support SSL connections')
    return `${setting}: ${host} offers no TLS: switch it on there, or set sslmode=disable in the URL if the network is trusted`;
  if (untrusted.has(code))
    return `${setting}: the certificate of ${host} is not signed by an authority that Node trusts (${code}): name its authority in the URL with sslrootcert=<PEM file>`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `${setting}: the certificate of ${host} is for another host: use the host name that it contains`;
  if (code === 'CERT_HAS_EXPIRED') return `${setting}: the certificate of ${host} has expired: renew it`;
  if (/^ERR_(SSL|OSSL)|^EPROTO$/.test(code))
    return `${setting}: ${host} ended the TLS handshake (${code}): check sslcert and sslkey in the URL, and the server's log`;
  if (code === tooMany)
    return `${setting}: ${host} has no free connection (max_connections): raise it there, or lower DATABASE_POOL`;
  if (/^(E[A-Z]+|28...|3D000|57P03)$/.test(code))
    return `${setting}: cannot connect to PostgreSQL at ${withoutPassword(url)} (${code})`;
  return undefined;
}

/** The errors of Node for a chain of certificates that ends at no trusted authority. */
const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

const tooMany = '53300';

function withoutPassword(url: string): string {
  const shown = new URL(url);
  shown.password = '';
  return shown.href;
}
