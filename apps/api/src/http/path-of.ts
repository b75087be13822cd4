import type { IncomingMessage } from 'node:http';

/**
 * The path and query that are asked for. Clients may send a whole address (RFC 9112, 3.2.2), and the router understands
 * that; nothing behind it should see a name that a client chose.
 */
export function pathOf({ url = '/' }: Pick<IncomingMessage, 'url'>): string {
  if (url.startsWith('/') || url === '*') return url;
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
  return path.startsWith('/') ? path : `/${path}`;
}
