import { type Readiness, startOperationsServer } from '#platform/operations-server';

/** The answer of `GET /health/ready` from a health server, as relays and projectors run one. */
export async function askReadiness(readiness: Readiness) {
  const server = await startOperationsServer({ host: '127.0.0.1', port: 0 }, readiness);
  try {
    const response = await fetch(`${server.url}/health/ready`);
    const body = (await response.json()) as Record<string, unknown>;
    return { status: response.status, retryAfter: response.headers.get('retry-after'), body };
  } finally {
    await server.stop();
  }
}
