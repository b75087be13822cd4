import { type AttackedService, startAttackedService } from '#test/support/attacks/service';
import { type Wire, openWire } from '#test/support/attacks/wire';
import { until } from '#test/support/time/until';

const comments = '/v1/sites/default/articles/wire/comments';
const head = (line: string, ...headers: string[]): string => [line, 'Host: x', ...headers, '', ''].join('\r\n');
const posting = (...headers: string[]): string =>
  head(`POST ${comments} HTTP/1.1`, 'Content-Type: application/json', ...headers);

let service: AttackedService;
beforeAll(async () => {
  service = await startAttackedService();
});
afterAll(() => service.stop());

afterEach(async () => {
  expect(service.isRunning()).toBe(true);
  expect(await service.send({ method: 'GET', path: comments })).toMatchObject({ status: 200 });
  expect(await service.unhandledRejections()).toBe(0);
  expect(service.output()).toBe('');
});

/** Bytes that are not valid HTTP. */
const malformed: [string, string | Buffer][] = [
  ['no HTTP at all', 'NOT HTTP AT ALL\r\n\r\n'],
  ['bytes', Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256))],
  ['a TLS greeting', Buffer.from('16030100a5010000a10303', 'hex')],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['a version that is none', head('GET / HTTP/9.9')],
  ['a method that is none', head('FROBNICATE / HTTP/1.1')],
  ['a header without a name', head('GET / HTTP/1.1', ': x')],
  ['a header with a space in its name', head('GET / HTTP/1.1', 'a b: x')],
  ['U+0000 in a header', head('GET / HTTP/1.1', 'x: a\u0000b')],
  ['a lone line feed', 'GET / HTTP/1.1\nHost: x\n\n'],
  ...['/', '/demo', '/docs', '/docs/problems', '/openapi.json', '/moderation/', comments, '/nothing'].map(
    (path): [string, string] => [`no host for ${path}`, `GET ${path} HTTP/1.1\r\n\r\n`],
  ),
  ['more headers than fit', head('GET / HTTP/1.1', ...Array.from({ length: 3000 }, (_, n) => `x-${n}: y`))],
  ['one header that does not fit', head('GET / HTTP/1.1', `x: ${'y'.repeat(100_000)}`)],
  ['an address that does not fit', head(`GET /${'x'.repeat(100_000)} HTTP/1.1`)],
  ['two lengths', posting('Content-Length: 1', 'Content-Length: 2') + '{}'],
  ['a length that is none', `${posting('Content-Length: x')}{}`],
  ['a negative length', `${posting('Content-Length: -1')}{}`],
  ['a length beyond every number', `${posting('Content-Length: 99999999999999999999')}{}`],
  ['a length and chunks', `${posting('Content-Length: 2', 'Transfer-Encoding: chunked')}0\r\n\r\n`],
  ['chunks of no size', `${posting('Transfer-Encoding: chunked')}zz\r\n{}\r\n0\r\n\r\n`],
  ['a chunk beyond every number', `${posting('Transfer-Encoding: chunked')}fffffffffffffffff\r\n{}`],
  ['an unknown transfer coding', `${posting('Transfer-Encoding: frobnicated')}{}`],
  ['CONNECT', head('CONNECT example.org:443 HTTP/1.1')],
];

it.each(malformed)('%s is refused, and the process continues', async (_what, bytes) => {
  const wire = openWire(service.url, bytes);
  await wire.closed;
  expect(wire.received()).toMatch(/^(?:$|HTTP\/1\.1 4\d\d )/);
  expect(wire.received()).not.toMatch(/\bat .+\.[jt]s:\d/);
});

/** Unusual but valid requests. The connection stays open or is closed after the answer. */
const odd: [string, string][] = [
  ['two hosts', head('GET / HTTP/1.1', 'Host: y', 'Connection: close')],
  ['OPTIONS of everything', head('OPTIONS * HTTP/1.1', 'Connection: close')],
  ['an address with a host', head('GET http://elsewhere.example/health/live HTTP/1.1', 'Connection: close')],
  ['TRACE', head('TRACE / HTTP/1.1', 'Connection: close')],
  ['an upgrade to WebSocket', head('GET / HTTP/1.1', 'Connection: close, Upgrade', 'Upgrade: websocket')],
  ['an upgrade to HTTP/2', head('GET / HTTP/1.1', 'Connection: close, Upgrade', 'Upgrade: h2c', 'HTTP2-Settings: AA')],
  ['an unknown expectation', `${posting('Expect: wonders', 'Content-Length: 2', 'Connection: close')}{}`],
  ['HTTP/1.0', head('GET /health/live HTTP/1.0')],
  [
    'many requests at once',
    head('GET /health/live HTTP/1.1').repeat(200) + head('GET / HTTP/1.1', 'Connection: close'),
  ],
];

it.each(odd)('%s is answered', async (_what, bytes) => {
  const wire = openWire(service.url, bytes);
  await wire.closed;
  expect(wire.received()).toMatch(/^HTTP\/1\.1 [2-4]\d\d /);
  expect(wire.received()).not.toMatch(/^HTTP\/1\.1 5/m);
});

/** Requests that the client begins but does not finish. */
const unfinished: [string, string][] = [
  ['nothing', ''],
  ['half a line', 'GE'],
  ['half a head', `POST ${comments} HTTP/1.1\r\nHost: x\r\nContent-Ty`],
  ['a head without its body', posting('Content-Length: 1000')],
  ['half a body', `${posting('Content-Length: 1000')}{"body":"hal`],
  ['a chunk without its end', `${posting('Transfer-Encoding: chunked')}ff\r\n{"body"`],
  [
    'half a form',
    `${head('POST /v1/sites/default/articles/wire/embed HTTP/1.1', 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 100')}body=x&na`,
  ],
  ['a stream that is not read', head('GET /v1/sites/default/articles/wire/live HTTP/1.1')],
  ['answers that are not read', head('GET /openapi.json HTTP/1.1').repeat(30)],
];

const manners: [string, (wire: Wire) => void][] = [
  ['reset', ({ socket }) => void socket.resetAndDestroy()],
  ['closed', ({ socket }) => void socket.destroy()],
  ['half closed', ({ socket }) => void socket.end()],
];

describe.each(manners)('a connection that is %s by the client', (_how, leave) => {
  it.each(unfinished)('in the middle of %s does not affect others', async (_what, bytes) => {
    const wires = Array.from({ length: 10 }, () => openWire(service.url, bytes));
    await Promise.all(wires.map(({ socket }) => new Promise((sent) => void socket.write('', sent))));
    for (const wire of wires) leave(wire);
    expect(await service.send({ method: 'GET', path: '/health/live' })).toMatchObject({ status: 200 });
    for (const { socket } of wires) socket.destroy();
    await Promise.all(wires.map(({ closed }) => closed));
  });
});

it('hundreds of slow clients do not delay the answers to others', async () => {
  const wires = Array.from({ length: 400 }, () => openWire(service.url));
  const slowly = posting('Content-Length: 60000');
  for (let at = 0; at < 40; at++) {
    for (const { socket } of wires) socket.write(slowly.charAt(at));
    expect(await service.send({ method: 'GET', path: comments })).toMatchObject({ status: 200 });
  }
  for (const { socket } of wires) socket.destroy();
  await Promise.all(wires.map(({ closed }) => closed));
});

it('a stream client that stops reading is disconnected without an error', async () => {
  const wires = Array.from({ length: 5 }, () =>
    openWire(service.url, head('GET /v1/sites/default/articles/wire/live HTTP/1.1')),
  );
  await until('all streams have begun', () => wires.every((wire) => wire.received().includes('event: count')));
  for (const { socket } of wires) socket.pause();
  const comment = { body: 'x'.repeat(9000), author: { name: 'Guest' } };
  const request = { method: 'POST', path: comments, headers: { 'content-type': 'application/json' } };
  for (let round = 0; round < 20; round++)
    expect(
      await service.send({ ...request, body: JSON.stringify({ ...comment, body: `${round} ${comment.body}` }) }),
    ).toMatchObject({ status: 201 });
  for (const { socket } of wires) socket.destroy();
});
