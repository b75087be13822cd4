import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Newspaper, Reader } from './newspaper.ts';

/**
 * A publisher's pages on a separate origin without a content security policy, for embeddings that the newspaper's pages
 * do not show.
 */
export interface OwnPages {
  readonly url: string;
  /** Responses by path; a script's path ends in `.js`, and `/` is used for every path that is not listed. */
  readonly files: Record<string, string>;
  stop(): void;
}

export async function serveOwnPages(files: Record<string, string> = {}): Promise<OwnPages> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://own.example');
    response.setHeader('content-type', pathname.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(files[pathname] ?? files['/']);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * Collects the calls to the service from now on, as `GET default/counts?article=one`. Leaves out pictures, live streams
 * and the start times of forms.
 */
export function watchCalls({ world }: Newspaper, { page }: Reader): string[] {
  const calls: string[] = [];
  page.on('request', (request) => {
    const [, path = ''] = request.url().split(`${world.url}/v1/sites/`);
    if (path && !/\/(live|form)\b/.test(path) && request.method() !== 'OPTIONS')
      calls.push(`${request.method()} ${decodeURIComponent(path)}`);
  });
  return calls;
}
