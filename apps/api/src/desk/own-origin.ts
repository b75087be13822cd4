import type { FastifyRequest } from 'fastify';
import type { PublicUrl } from '../events/public-url';

/**
 * Was this sent by a page of our own? Browsers say where a request comes from in `Sec-Fetch-Site`, older ones in `Origin`; who says neither is no
 * browser, and has no cookies that another page could misuse.
 */
export function isFromOwnOrigin({ headers, host }: FastifyRequest, publicUrl: PublicUrl): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const { origin } = headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  return from.host === host || (publicUrl !== undefined && from.origin === new URL(publicUrl).origin);
}

/** Do browsers reach us by https? Then cookies are for https alone. */
export const isSecure = ({ protocol }: FastifyRequest, publicUrl: PublicUrl): boolean =>
  protocol === 'https' || publicUrl?.startsWith('https:') === true;
