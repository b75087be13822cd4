import { type IncomingMessage, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Client, clientOf } from './client.ts';

/** What the service was asked last, and what it says to that. */
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
  it('asks for what a route says, with what is given in its path and its query', async () => {
    answer = { status: 200, body: '{"count":2}', headers: { 'x-position': '7' } };
    const params = { site: 'default', article: 'a/b?c' };
    const query = { sort: 'newest', cursor: undefined, limit: 3 } as const;
    const answered = await client.call('GET /v1/sites/:site/articles/:article/comments', { params, query });
    expect(asked.line).toBe('GET /v1/sites/default/articles/a%2Fb%3Fc/comments?sort=newest&limit=3');
    expect(answered).toMatchObject({ ok: true, value: { count: 2 } });
    expect(answered.ok && answered.headers.get('x-position')).toBe('7');
  });

  it('says each thing of a list', async () => {
    answer = { status: 200, body: '{"counts":{}}' };
    await client.call('GET /v1/sites/:site/counts', { params: { site: 'default' }, query: { article: ['a', 'b'] } });
    expect(asked.line).toBe('GET /v1/sites/default/counts?article=a&article=b');
  });

  it('sends a body as JSON, with its key and with the token of whoever asks', async () => {
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

  it('answers with nothing where nothing is said', async () => {
    answer = { status: 204, body: '' };
    await expect(client.call('DELETE /desk/session')).resolves.toMatchObject({ ok: true, value: undefined });
    expect(asked.headers['content-type']).toBeUndefined();
  });

  it('answers with the problem that the service tells', async () => {
    const told = { type: 'https://x/problems#author-suspended', title: 'Suspended', status: 403, until: '2027' };
    answer = { status: 403, body: JSON.stringify(told), headers: { 'retry-after': '30' } };
    const { problem } = await client.call('GET /desk/session');
    expect(problem).toEqual({ ...told, code: 'author-suspended', retryAfterSeconds: 30 });
  });

  it('knows an answer that is no document of ours by having no type', async () => {
    answer = { status: 502, body: '<h1>Bad gateway</h1>' };
    const { problem } = await client.call('GET /desk/session');
    expect(problem).toEqual({ code: 'internal', status: 502, title: 'Bad Gateway', retryAfterSeconds: 1 });
  });

  it.each([
    ['nobody listens', () => clientOf({ base: 'http://127.0.0.1:1' }).call('GET /desk/session')],
    ['the answer is cut off', () => cutOff()],
    ['the caller gives up', () => client.call('GET /desk/session', { signal: AbortSignal.abort() })],
  ])('takes it for a problem like any other that %s', async (_, call) => {
    await expect(call()).resolves.toMatchObject({ ok: false, problem: { code: 'offline', status: 0 } });
  });

  it('says where a route is', () => {
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
