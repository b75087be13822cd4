import { rawRequest } from '#test/support/network/raw-request';
import { type World, createWorld } from '#test/support/world/world';

let world: World;
beforeAll(async () => {
  world = await createWorld({ ALLOWED_ORIGINS: 'https://news.example' });
});
afterAll(() => world.stop());

const ending = 'Host: x\r\nConnection: close\r\n\r\n';
const post = (headers: string, body = '') =>
  `POST /v1/sites/default/articles/a/comments HTTP/1.1\r\nContent-Length: ${body.length}\r\n${headers}\r\n${ending}${body}`;

/** Fault, bytes, status. */
const cases: [string, string, number][] = [
  ['a malformed request line', `NOT HTTP AT ALL\r\n\r\n`, 400],
  ['an unknown method', `BREW / HTTP/1.1\r\n${ending}`, 400],
  ['an unsupported HTTP version', `GET / HTTP/9.9\r\n${ending}`, 400],
  ['a TLS handshake', '\u0016\u0003\u0001\u0000\u0000', 400],
  ['two lengths', `POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n${ending}`, 400],
  ['a length with chunks', `POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n${ending}`, 400],
  [
    'a malformed chunk',
    `POST /v1/preview HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n${ending}zz\r\n`,
    400,
  ],
  ['headers above Node’s limit', `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n${ending}`, 431],
  ['a megabyte of headers', `GET / HTTP/1.1\r\n${`X: ${'x'.repeat(1000)}\r\n`.repeat(1000)}${ending}`, 431],
  ['a URL above Node’s limit', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\n${ending}`, 431],
  ['no Host', 'GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
  ['a URL that cannot be decoded', `GET /v1/%E0%A4%A HTTP/1.1\r\n${ending}`, 400],
  ['a path parameter that is too long', `GET /v1/sites/${'s'.repeat(1200)}/counts HTTP/1.1\r\n${ending}`, 414],
  ['an unknown path', `GET /nothing HTTP/1.1\r\n${ending}`, 404],
  ['a method that is not offered', `DELETE /health/live HTTP/1.1\r\n${ending}`, 404],
  ['OPTIONS for the whole server', `OPTIONS * HTTP/1.1\r\n${ending}`, 404],
  ['malformed JSON', post('Content-Type: application/json', '{'), 400],
  ['a malformed content type', post('Content-Type: ;;;', '{}'), 415],
  ['another content type', post('Content-Type: text/plain', '{}'), 415],
  ['a body that is too large', post('Content-Type: application/json', ' '.repeat(70_000)), 413],
];

describe('a request refused before it reaches a route', () => {
  it.each(cases)('with %s is answered with a problem and all headers', async (_what, request, status) => {
    const answer = await rawRequest(world.url, request);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    const headers = new Map(
      head
        .split('\r\n')
        .slice(1)
        .map((line) => [line.split(': ')[0]?.toLowerCase(), line.split(': ')[1]]),
    );
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'cross-origin',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
    });
    expect(Number(headers.get('content-length'))).toBe(Buffer.byteLength(body));
    expect(JSON.parse(body)).toMatchObject({ type: expect.stringMatching(/^\/docs\/problems#/), status });
  });

  it('ignores an unknown expectation', async () => {
    const answer = await rawRequest(world.url, `GET /health/live HTTP/1.1\r\nExpect: miracles\r\n${ending}`);
    expect(answer).toMatch(/^HTTP\/1\.1 200 [\s\S]*nosniff[\s\S]*"status":"ok"/);
  });

  it('may lack a host in HTTP/1.0', async () => {
    expect(await rawRequest(world.url, 'GET /health/live HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('does not damage an earlier answer on the same connection', async () => {
    const answer = await rawRequest(world.url, `GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\nNOT HTTP AT ALL\r\n\r\n`);
    expect(answer.split('HTTP/1.1 ').length - 1).toBeLessThanOrEqual(2);
    expect((await world.call('GET', '/health/live')).status).toBe(200);
  });
});
