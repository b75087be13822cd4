import type { IncomingMessage } from 'node:http';

/**
 * Returns the path and query of a request. Clients may send a complete URL (RFC 9112, 3.2.2). Its host name is removed,
 * so that no later code uses a name that a client chose.
 */
export function pathOf({ url = '/' }: Pick<IncomingMessage, 'url'>): string {
  if (url.startsWith('/') || url === '*') return url;
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
  return path.startsWith('/') ? path : `/${path}`;
}
