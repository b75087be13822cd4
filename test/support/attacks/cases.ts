import { gzipSync } from 'node:zlib';
import type { ListedRoute } from '#contracts/routes/listed';
import type { Sent } from './send.ts';

/** A well-formed id for which no row exists. */
export const nobodysId = '01890000-0000-7000-8000-000000000000';

/** A valid value for each path parameter, so that the service gets as far as checking the rest of the request. */
const fitting: Readonly<Record<string, string>> = {
  site: 'default',
  article: 'attacked',
  queue: 'pending',
  kind: 'banned',
  ticket: 'x',
  type: 'CommentPosted',
  version: '1',
};

export const pathOf = (route: Pick<ListedRoute, 'path'>, other: Readonly<Record<string, string>> = {}): string =>
  route.path
    .replace('*', other['*'] ?? 'queues/pending')
    .replace(/:(\w+)/g, (_, name: string) => other[name] ?? fitting[name] ?? nobodysId);

export const methodOf = ({ method }: Pick<ListedRoute, 'method'>): string => method;

/** Invalid path parameters, encoded as they are sent. */
const wrongNames = [
  ...['', '%00', 'a%00b', '%0d%0aX-Y:%20z', '%E0%A4%A', '%ff', '%', '%zz', '%2e%2e%2f%2e%2e', '..', '.', '%20', '+'],
  ...[
    'No_Site',
    'not-an-id',
    '-1',
    '1e9',
    '0x10',
    'null',
    '%F0%9F%92%A9',
    '%EF%BF%BF',
    '%ED%A0%80',
    '%7B%7D',
    '%5B%5D',
  ],
  ...["'%3B--", '%27%20or%201%3D1', '__proto__', 'constructor', 'toString', '%2A', 'x%2Fy', 'x;y', 'x,y', 'x%3Fy'],
  ...[nobodysId, nobodysId.toUpperCase(), nobodysId.replaceAll('-', ''), `${nobodysId}0`],
  ...['x'.repeat(201), 'x'.repeat(990), 'x'.repeat(1001), 'x'.repeat(4000), '%C3%A4'.repeat(200)],
];

/** Requests in which each path parameter is wrong in turn, and then all of them at once. */
export function wrongPaths(route: ListedRoute): Sent[] {
  const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => String(name));
  const places = [...(route.path.includes('*') ? ['*'] : []), ...names].map((name) => [name]);
  if (places.length > 1) places.push(places.flat());
  return places.flatMap((place) =>
    wrongNames.map((wrong) => ({
      method: methodOf(route),
      path: pathOf(route, Object.fromEntries(place.map((name) => [name, wrong]))),
    })),
  );
}

const wrongValues = [
  ...['', '%00', '-1', '1e999', 'NaN', '99999999999999999999', '%E0%A4%A', '%ff', '%F0%9F%92%A9', '__proto__'],
  ...['true', '[]', '%7B%7D', "'%3B--", nobodysId, '0', '2999-01-01', '2026-02-31T25:61:00Z', 'x'.repeat(3000)],
];

/** Requests with wrong values for each query parameter that the route describes, and with unknown parameters. */
export function wrongQueries(route: ListedRoute): Sent[] {
  const queries = Object.keys(route.question?.shape ?? {}).flatMap((field) => [
    ...wrongValues.map((value) => `${field}=${value}`),
    `${field}=1&${field}=2`,
    `${field}[x]=1`,
    field,
  ]);
  const odd = [
    'after=x',
    'cursor=x',
    'limit=x',
    '__proto__=x',
    '__proto__[x]=1',
    'constructor=1',
    '?',
    '&&&=&',
    '%00=%00',
    '%ff=%ff',
    '=',
    'a=b;c=d',
    `x=${'y'.repeat(9000)}`,
  ];
  return [...queries, ...odd].map((query) => ({ method: methodOf(route), path: `${pathOf(route)}?${query}` }));
}

const json = 'application/json';
const form = 'application/x-www-form-urlencoded';
const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;

/** Bodies of wrong types and shapes, each with its Content-Type header (undefined: no header). */
const wrongBodies: readonly (readonly [type: string | undefined, body: string | Buffer])[] = [
  ...['[]', 'null', '"text"', '5', 'true', '{}', '{"body":', '[', '', ' ', '\u0000', '\ufeff{}', '{}{}', deep].map(
    (body) => [json, body] as const,
  ),
  ...['{"__proto__":{"x":1}}', '{"constructor":{"prototype":{"x":1}}}', '{"body":{"body":{}}}', '[[[[]]]]'].map(
    (body) => [json, body] as const,
  ),
  [json, `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
  [json, JSON.stringify({ body: 'x'.repeat(70_000) })],
  [json, 'body=x&name=y'],
  [json, Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00])],
  ['application/json; charset=utf-16', '{}'],
  ['application/json; charset=', '{}'],
  ['application/json;', '{}'],
  ['Application/JSON; charset="x', '{}'],
  ['application/vnd.api+json', '{}'],
  ['text/json', '{}'],
  [form, 'body=x&name=y'],
  [form, '{}'],
  [form, ''],
  [form, '%ff=%00&__proto__=1&=&&&body=%ED%A0%80'],
  [form, `report=${nobodysId}&reason=spam`],
  [form, 'report=no-id&reason=spam'],
  [form, `body=x&name=y&parentId=${nobodysId}`],
  [form, 'body=x&name=y&parentId=x&lang=%00&sort=%00'],
  [form, 'a=b&'.repeat(15_000)],
  ['multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name="body"\r\n\r\nhi\r\n--x--\r\n'],
  ['multipart/form-data', '--x--'],
  ['text/plain', 'hi'],
  ['text/html', '<p>'],
  ['application/xml', '<a/>'],
  ['application/octet-stream', Buffer.alloc(300, 0)],
  ['nonsense', '{}'],
  ['/', '{}'],
  [undefined, '{}'],
];

export function withWrongBodies(route: ListedRoute): Sent[] {
  const request = { method: methodOf(route), path: pathOf(route) };
  return [
    ...wrongBodies.map(([type, body]) => ({ ...request, headers: { ...(type && { 'content-type': type }) }, body })),
    {
      ...request,
      headers: { 'content-type': json, 'content-encoding': 'gzip' },
      body: gzipSync(JSON.stringify({ body: 'packed' })),
    },
    { ...request, headers: { 'content-type': json, 'content-encoding': 'nonsense' }, body: '{}' },
  ];
}

/** Requests with invalid values for each header that the service reads. */
export function withWrongHeaders(route: ListedRoute): Sent[] {
  const headers: readonly Readonly<Record<string, string>>[] = [
    { 'idempotency-key': '' },
    { 'idempotency-key': 'x'.repeat(5000) },
    { 'idempotency-key': 'a\tb' },
    { 'if-match': 'x' },
    { 'if-match': '"999999999999999999999"' },
    { 'if-none-match': `${'"x",'.repeat(500)}*` },
    { 'last-event-id': '99999999999999999999' },
    { 'last-event-id': '-1' },
    { traceparent: `00-${'0'.repeat(32)}-x` },
    { authorization: 'Bearer' },
    { authorization: 'Bearer a.b.c' },
    { authorization: 'Bearer e30.e30.e30' },
    { authorization: `Bearer ${'x'.repeat(7000)}` },
    { authorization: 'Basic eDp5' },
    { cookie: 'colloquy_desk=%ff; =; ;;; a' },
    { cookie: `colloquy_desk=${'x'.repeat(5000)}` },
    { 'x-csrf-token': 'x', origin: 'null' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { 'x-forwarded-for': '::::, 999.1.1.1, <x>', 'x-forwarded-host': 'a b', 'x-forwarded-proto': 'javascript' },
    { accept: '*/*;q=nonsense', 'accept-language': ';;;q=x', 'accept-encoding': 'br;q=9, x;q=' },
    { host: 'a:b:c' },
    { 'user-agent': 'ä'.repeat(3000) },
  ];
  return headers.map((given) => ({ method: methodOf(route), path: pathOf(route), headers: given }));
}
