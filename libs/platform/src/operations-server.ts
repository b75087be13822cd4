import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { register } from 'prom-client';
import type { HealthReport } from './health/health.ts';
import { readinessBody } from './health/readiness-body.ts';
import { listeningAt } from './listening-at.ts';

/** The health of a role. Never rejects. */
export type Readiness = () => Promise<HealthReport>;

export interface OperationsServer {
  readonly url: string;
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Serves `GET /metrics`, `/health/live` and `/health/ready` for a role without an API, which serves the same paths. */
export async function startOperationsServer(
  { host, port }: { readonly host: string; readonly port: number },
  readiness: Readiness,
): Promise<OperationsServer> {
  const routes: Routes = new Map([
    ['/metrics', async () => ({ status: 200, type: register.contentType, body: await register.metrics() })],
    ['/health/live', async () => json(200, { status: 'ok' })],
    ['/health/ready', () => readyAnswer(readiness)],
  ]);
  const server = createServer((request, response) => {
    answer(routes, request, response).catch(() => response.destroy());
  });
  server.listen(port, host);
  await once(server, 'listening');
  server.on('error', () => undefined); // for example a connection refused for lack of file descriptors
  return {
    url: urlOf(listeningAt(server)),
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

type Routes = ReadonlyMap<string, () => Promise<Answer>>;

async function answer(routes: Routes, { method, url = '/' }: IncomingMessage, response: ServerResponse): Promise<void> {
  const route = routes.get(url.split('?')[0] ?? '');
  const isRead = method === 'GET' || method === 'HEAD';
  const { status, type, body } =
    route && isRead ? await route().catch(() => json(500, { status: 'failed' })) : json(route ? 405 : 404, {});
  const headers = { 'content-type': type, 'cache-control': 'no-store', 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, status === 503 ? { ...headers, 'retry-after': '1' } : headers);
  response.end(method === 'HEAD' ? undefined : body);
}

async function readyAnswer(readiness: Readiness): Promise<Answer> {
  const report = await readiness();
  return json(report.status === 'unavailable' ? 503 : 200, readinessBody(report));
}

const json = (status: number, body: object): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
});

const urlOf = ({ family, address, port }: AddressInfo): string =>
  `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
