import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Newspaper, Reader } from './newspaper.ts';

/**
 * A publisher's own pages at an origin of their own, without a policy: the newspaper's have only what everybody does.
 */
export interface OwnPages {
  readonly url: string;
  /** What each path answers with; a script's path ends in `.js`, and `/` stands for all others. */
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
 * What is asked of the service from now on, apart from pictures, streams and the time of a form: `GET
 * default/counts?article=one`.
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
