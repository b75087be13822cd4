import { type OperationsServer, startOperationsServer } from './operations-server.ts';

describe('the operations server', () => {
  let server: OperationsServer;
  let isDatabaseDown = false;
  const reason = { code: 'broker-unavailable', message: 'No broker answers.' };

  beforeAll(async () => {
    server = await startOperationsServer({ host: '127.0.0.1', port: 0 }, async () => {
      if (isDatabaseDown) return { status: 'unavailable', reasons: [], details: {} };
      return { status: 'degraded', reasons: [reason], details: { leads: true } };
    });
  });
  afterAll(() => server.stop());

  const ask = async (path: string, method = 'GET') => {
    const response = await fetch(`${server.url}${path}`, { method });
    return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
  };

  it('reports that the process is alive', async () => {
    expect(await ask('/health/live')).toMatchObject({ status: 200, body: '{"status":"ok"}' });
  });

  it('is ready, with reasons and details, while the database responds', async () => {
    const { status, body } = await ask('/health/ready?verbose');
    expect([status, JSON.parse(body)]).toEqual([
      200,
      { status: 'degraded', database: 'ok', reasons: [reason], leads: true },
    ]);
  });

  it('is not ready while the database is unavailable', async () => {
    isDatabaseDown = true;
    expect(await ask('/health/ready')).toMatchObject({ status: 503, body: expect.stringContaining('unavailable') });
    expect(await ask('/health/live')).toMatchObject({ status: 200 });
    isDatabaseDown = false;
  });

  it('serves metrics for Prometheus', async () => {
    expect(await ask('/metrics')).toMatchObject({ status: 200, type: expect.stringContaining('text/plain') });
  });

  it('has no other paths, and no other methods than GET and HEAD', async () => {
    expect(await ask('/')).toMatchObject({ status: 404 });
    expect(await ask('/metrics', 'POST')).toMatchObject({ status: 405 });
  });
});
