import { listedRoutes } from '#contracts/routes/listed';
import { concretePath } from '#test/support/world/concrete-path';
import { type World, createWorld } from '#test/support/world/world';

const listed = 'https://news.example';
const embed = '/v1/sites/default/articles/forms/embed';
let number = 0;
const form = () => new URLSearchParams({ body: `Written ${(number += 1)} times`, name: 'Ada' });

const submit = (world: World, headers: Record<string, string>, path = embed): Promise<Response> =>
  fetch(world.url + path, { method: 'POST', headers, body: form(), redirect: 'manual' });

/** Headers that browsers send with a request from another site's page. */
const crossSite: Record<string, string>[] = [
  { origin: 'https://evil.example' },
  { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  { origin: 'null' },
  { origin: 'null', 'sec-fetch-site': 'cross-site' },
  { origin: '' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'anything' },
  { origin: `${listed}.evil.example`, 'sec-fetch-site': 'cross-site' },
  { origin: `${listed}:8443`, 'sec-fetch-site': 'cross-site' },
  { origin: 'http://news.example', 'sec-fetch-site': 'cross-site' },
  { origin: `${listed}, https://evil.example` },
  { origin: '*' },
];

describe.each([
  ['with named origins', listed],
  ['with every origin allowed', '*'],
])('a form, %s', (_where, allowed) => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({ ALLOWED_ORIGINS: allowed });
  });
  afterAll(() => world.stop());

  it.each(crossSite.map((headers) => [JSON.stringify(headers), headers] as const))(
    'from another site’s page is refused, and nothing is written: %s',
    async (_name, headers) => {
      const before = await world.service.eventLog.head();
      const answer = await submit(world, headers);
      expect(answer.status).toBe(403);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(await world.service.eventLog.head()).toBe(before);
    },
  );

  it.each([
    ['our own page', () => ({ origin: world.url, 'sec-fetch-site': 'same-origin' })],
    ['our own page in an older browser', () => ({ origin: world.url })],
    ['a client without these headers', () => ({})],
  ])('from %s is accepted', async (_whose, headers) => {
    const answer = await submit(world, headers());
    expect([answer.status, answer.headers.get('location')]).toEqual([303, expect.stringContaining('embed?posted=')]);
  });

  it('from an article page is accepted if its origin is named', async () => {
    const answer = await submit(world, { origin: listed, 'sec-fetch-site': 'cross-site' });
    expect(answer.status).toBe(allowed === '*' ? 403 : 303);
  });

  it('that was refused is shown again on our page with the typed text', async () => {
    const answer = await submit(world, { origin: 'https://evil.example' });
    const page = await answer.text();
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(page).toContain(`Written ${number} times`);
  });

  it('is on a page whose referrer policy makes browsers send its origin', async () => {
    const page = await fetch(world.url + embed);
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
  });

  it('from another site is refused by every POST route', async () => {
    const posts = listedRoutes.filter(({ method }) => method === 'POST');
    expect(posts.length).toBeGreaterThan(5);
    const before = await world.service.eventLog.head();
    for (const { path } of posts)
      for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain', null]) {
        const answer = await fetch(world.url + concretePath(path), {
          method: 'POST',
          redirect: 'manual',
          headers: { origin: 'https://evil.example', ...(type !== null && { 'content-type': type }) },
          ...(type !== null && { body: '{"body":"b","author":{"name":"G"},"reason":"spam"}' }),
        });
        expect({ path, type, status: answer.status }).toEqual({ path, type, status: expect.any(Number) });
        expect([403, 415]).toContain(answer.status);
      }
    expect(await world.service.eventLog.head()).toBe(before);
  });
});

it('with PUBLIC_URL, our own form is accepted only from its origin', async () => {
  const world = await createWorld({ PUBLIC_URL: 'https://comments.example' });
  const own = await submit(world, { origin: 'https://comments.example', 'sec-fetch-site': 'same-origin' });
  const direct = await submit(world, { origin: world.url, 'sec-fetch-site': 'same-origin' });
  expect([own.status, direct.status]).toEqual([303, 403]);
  await world.stop();
});

describe('JSON from a page of another site', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({ ALLOWED_ORIGINS: listed });
  });
  afterAll(() => world.stop());

  /** Content types that need no preflight but that a careless parser takes for JSON. */
  const disguises = [
    'text/plain',
    'text/plain; application/json',
    'text/plain;charset=application/json',
    'text/plain, application/json',
    'application/x-www-form-urlencoded; application/json',
    'multipart/form-data; boundary=application/json',
  ];
  it.each(disguises)('is not read as %s', async (type) => {
    const answer = await world.call('POST', '/v1/sites/default/articles/forms/comments', {
      headers: { 'content-type': type },
      body: { body: 'b', author: { name: 'G' } },
    });
    expect(answer.status).toBe(415);
  });

  it('is not allowed by the preflight', async () => {
    const ask = (origin: string) =>
      fetch(`${world.url}/v1/sites/default/articles/forms/comments`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      });
    expect((await ask(listed)).headers.get('access-control-allow-origin')).toBe(listed);
    expect((await ask('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
    expect((await ask('null')).headers.get('access-control-allow-origin')).toBeNull();
  });
});
