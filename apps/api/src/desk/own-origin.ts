import type { FastifyRequest } from 'fastify';
import { urlIn } from '#contracts/url-in';
import { isLoopback } from '#platform/loopback';
import type { PublicUrl } from '../foundation/api-dependencies.ts';

/**
 * Returns true if a page of this service sent the request. Browsers state the origin in `Sec-Fetch-Site`, older ones in
 * `Origin`. A client that sends neither is not a browser, so no other page can misuse its cookies.
 */
export function isFromOwnOrigin(request: FastifyRequest, publicUrl: PublicUrl): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (!isAtOwnAddress(request, publicUrl)) return false;
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return origin === undefined || origin === (publicUrl ? new URL(publicUrl).origin : addressedAs(request));
}

/**
 * Returns true if the request used an address of this service. Any host name can be made to resolve to this machine
 * (DNS rebinding), and pages under that name would then share our origin. So without PUBLIC_URL only loopback names are
 * accepted. With PUBLIC_URL the Host header does not matter, because a proxy may change it.
 */
export const isAtOwnAddress = ({ hostname }: FastifyRequest, publicUrl: PublicUrl): boolean =>
  publicUrl !== undefined || isLoopback(hostname);

/** Returns true if browsers reach the service by https. Cookies are then restricted to https. */
export const isSecure = ({ protocol }: FastifyRequest, publicUrl: PublicUrl): boolean =>
  publicUrl === undefined ? protocol === 'https' : publicUrl.startsWith('https:');

function addressedAs({ protocol, host }: FastifyRequest): string | undefined {
  return urlIn(`${protocol}://${host}`)?.origin;
}
