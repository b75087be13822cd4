import type { FastifyRequest } from 'fastify';
import { urlIn } from '#contracts/url-in';
import { isLoopback } from '#platform/loopback';
import type { PublicUrl } from '../foundation/api-dependencies.ts';

/**
 * Was this sent by a page of our own? Browsers say where a request comes from in `Sec-Fetch-Site`, older ones in
 * `Origin`; who says neither is no browser, and has no cookies that another page could misuse.
 */
export function isFromOwnOrigin(request: FastifyRequest, publicUrl: PublicUrl): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (!isAtOwnAddress(request, publicUrl)) return false;
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return origin === undefined || origin === (publicUrl ? new URL(publicUrl).origin : addressedAs(request));
}

/**
 * Did the browser take us for ourselves? Any name can be made to lead to this machine (DNS rebinding), and then pages
 * under that name are of our origin: so only PUBLIC_URL is ours, whatever a proxy calls us, or else the names of the
 * loopback.
 */
export const isAtOwnAddress = ({ hostname }: FastifyRequest, publicUrl: PublicUrl): boolean =>
  publicUrl !== undefined || isLoopback(hostname);

/** Do browsers reach us by https? Then cookies are for https alone. */
export const isSecure = ({ protocol }: FastifyRequest, publicUrl: PublicUrl): boolean =>
  publicUrl === undefined ? protocol === 'https' : publicUrl.startsWith('https:');

function addressedAs({ protocol, host }: FastifyRequest): string | undefined {
  return urlIn(`${protocol}://${host}`)?.origin;
}
