import { type IncomingMessage, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Client, clientOf } from './client.ts';

/** The last request to the service, and its response. */
let asked: { line: string; headers: IncomingMessage['headers']; body: string };
let answer: { status: number; body: string; headers?: Record<string, string> };
let server: Server;
let client: Client;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      asked = { line: `${request.method} ${request.url}`, headers: request.headers, body };
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = clientOf({ base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, timeoutMs: 500 });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

describe('a client', () => {
  it('calls a route with its path parameters and query', async () => {
    answer = { status: 200, body: '{"count":2}', headers: { 'x-position': '7' } };
    const params = { site: 'default', article: 'a/b?c' };
    const query = { sort: 'newest', cursor: undefined, limit: 3 } as const;
    const answered = await client.call('GET /v1/sites/:site/articles/:article/comments', { params, query });
    expect(asked.line).toBe('GET /v1/sites/default/articles/a%2Fb%3Fc/comments?sort=newest&limit=3');
    expect(answered).toMatchObject({ ok: true, value: { count: 2 } });
    expect(answered.ok && answered.headers.get('x-position')).toBe('7');
  });

  it('repeats a query parameter for each item of a list', async () => {
    answer = { status: 200, body: '{"counts":{}}' };
    await client.call('GET /v1/sites/:site/counts', { params: { site: 'default' }, query: { article: ['a', 'b'] } });
    expect(asked.line).toBe('GET /v1/sites/default/counts?article=a&article=b');
  });

  it('sends a body as JSON, with idempotency key and token', async () => {
    answer = { status: 202, body: '{"position":"9"}' };
    const given = { params: { site: 'default', id: 'c1' }, body: { reason: 'spam' } } as const;
    const options = { key: 'k1', token: 't1' };
    const { value } = await client.call('POST /v1/sites/:site/comments/:id/flags', { ...given, ...options });
    expect(value).toEqual({ position: '9' });
    expect(asked).toMatchObject({
      line: 'POST /v1/sites/default/comments/c1/flags',
      body: '{"reason":"spam"}',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k1', authorization: 'Bearer t1' },
    });
  });

  it('returns undefined for an empty response', async () => {
    answer = { status: 204, body: '' };
    await expect(client.call('DELETE /desk/session')).resolves.toMatchObject({ ok: true, value: undefined });
    expect(asked.headers['content-type']).toBeUndefined();
  });

  it('returns the problem of the service', async () => {
    const document = { type: 'https://x/problems#author-suspended', title: 'Suspended', status: 403, until: '2027' };
    answer = { status: 403, body: JSON.stringify(document), headers: { 'retry-after': '30' } };
    const { problem } = await client.call('GET /desk/session');
    expect(problem).toEqual({ ...document, code: 'author-suspended', retryAfterSeconds: 30 });
  });

  it('returns a problem without a type for responses that are not from the service', async () => {
    answer = { status: 502, body: '<h1>Bad gateway</h1>' };
    const { problem } = await client.call('GET /desk/session');
    expect(problem).toEqual({ code: 'internal', status: 502, title: 'Bad Gateway', retryAfterSeconds: 1 });
  });

  it.each([
    ['no server listens', () => clientOf({ base: 'http://127.0.0.1:1' }).call('GET /desk/session')],
    ['the response is cut off', () => cutOff()],
    ['the caller aborts', () => client.call('GET /desk/session', { signal: AbortSignal.abort() })],
  ])('returns the problem `offline` if %s', async (_, call) => {
    await expect(call()).resolves.toMatchObject({ ok: false, problem: { code: 'offline', status: 0 } });
  });

  it('returns the URL of a route', () => {
    const here = clientOf({ base: 'https://comments.example' });
    const params = { site: 'default', article: 'a' };
    const query = { after: '5.x' };
    expect(here.addressOf('GET /v1/sites/:site/articles/:article/live', { params, query })).toBe(
      'https://comments.example/v1/sites/default/articles/a/live?after=5.x',
    );
  });
});

const cutOff = () => {
  answer = { status: 200, body: '{"moderator":' };
  return client.call('GET /desk/session');
};
