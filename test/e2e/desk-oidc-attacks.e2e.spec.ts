import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Forgery, ForgedProvider } from '#test/support/sign-in/forged-provider';
import { TcpProxy } from '#test/support/network/tcp-proxy';
import { Visitor } from '#test/support/sign-in/visitor';
import { type World, createWorld } from '#test/support/world/world';

let provider: ForgedProvider;
let proxy: TcpProxy;
let world: World;
let publicUrl: string;

beforeAll(async () => {
  const target = { host: '127.0.0.1', port: 0 };
  proxy = await TcpProxy.start(target);
  publicUrl = `http://127.0.0.1:${proxy.port}`;
  provider = await ForgedProvider.start();
  world = await createWorld({
    PUBLIC_URL: publicUrl,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: 'desk',
    SITES: 'sport',
  });
  target.port = Number(new URL(world.url).port);
});
afterAll(async () => {
  await world.stop();
  await proxy.close();
  await provider.stop();
});

const seconds = () => Math.floor(Date.now() / 1000);
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const signIn = async (forgery: Forgery) => {
  provider.forgery = forgery;
  const visitor = new Visitor();
  const { url } = await visitor.open(`${publicUrl}/desk/oidc/start`);
  return { problem: url.searchParams.get('problem'), cookie: visitor.cookie('colloquy_desk') };
};

describe('an ID token', () => {
  it('of the provider is accepted, so that each forgery below fails only for its one fault', async () => {
    const { problem, cookie } = await signIn({});
    expect(problem).toBeNull();
    expect(cookie).toMatch(/^[\w-]{43}$/);
  });

  const unsigned = (claims: object = {}) =>
    encoded({
      iss: provider.issuer,
      aud: 'desk',
      sub: 'eve',
      name: 'Eve',
      roles: ['admin'],
      iat: seconds(),
      exp: seconds() + 300,
      ...claims,
    });
  const forgeries: [string, () => Forgery][] = [
    ['for another request (nonce)', () => ({ claims: { nonce: 'of another request' } })],
    ['without a nonce', () => ({ claims: { nonce: undefined } })],
    ['of another issuer', () => ({ claims: { iss: 'https://login.evil.example' } })],
    ['for another client', () => ({ claims: { aud: 'newsletter' } })],
    ['for several clients, issued to another', () => ({ claims: { aud: ['desk', 'newsletter'], azp: 'newsletter' } })],
    ['that has expired', () => ({ claims: { exp: seconds() - 120 } })],
    ['without an expiry', () => ({ claims: { exp: undefined } })],
    ['without a subject', () => ({ claims: { sub: undefined } })],
    ['signed with an unpublished key', () => ({ withOtherKey: true })],
    ['signed with an unpublished key id', () => ({ header: { kid: '../../dev/null' } })],
    ['with alg none', () => ({ idToken: `${encoded({ alg: 'none' })}.${unsigned()}.` })],
    [
      'signed by HS256 with the public client id',
      () => {
        const text = `${encoded({ alg: 'HS256', kid: 'own' })}.${unsigned()}`;
        return { idToken: `${text}.${createHmac('sha256', 'desk').update(text).digest('base64url')}` };
      },
    ],
    ['that is not a JWT', () => ({ idToken: 'a.b.c' })],
    ['that comes with an error status', () => ({ status: 400 })],
  ];
  it.each(forgeries)('%s is refused', async (_what, forge) => {
    const { problem, cookie } = await signIn(forge());
    expect(problem).toBe('failed');
    expect(cookie).toBeUndefined();
  });

  it('gets no roles from userinfo about another subject', async () => {
    const claims = { roles: undefined };
    expect((await signIn({ claims, userinfo: { sub: 'ada', roles: ['moderator'] } })).problem).toBeNull();
    expect((await signIn({ claims, userinfo: { sub: 'boss', roles: ['admin'] } })).problem).toBe('failed');
    expect((await signIn({ claims: { roles: 'reader' } })).problem).toBe('no-role');
  });

  it('is limited to sites and queues that only userinfo names', async () => {
    const { cookie } = await signIn({ userinfo: { sub: 'ada', sites: ['sport'], queues: ['pending'] } });
    const { body } = await world.call('GET', '/desk/session', { headers: { cookie: `colloquy_desk=${cookie}` } });
    expect(body).toMatchObject({ roles: ['admin'], sites: ['sport'], queues: ['pending'] });
    expect((await signIn({ userinfo: { sub: 'ada', queues: null } })).problem).not.toBeNull();
  });

  it('of a provider that fails is refused with the problem `unavailable`', async () => {
    expect((await signIn({ status: 503 })).problem).toBe('unavailable');
  });
});

describe('the start', () => {
  const started = (issuer: string) =>
    createWorld({ PUBLIC_URL: 'https://c.example', OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'desk' });

  it('fails with one line if OIDC_ISSUER is not a provider', async () => {
    const page = createServer((_request, response) => response.writeHead(404).end());
    await new Promise<void>((listening) => page.listen(0, '127.0.0.1', listening));
    const issuer = `http://localhost:${(page.address() as AddressInfo).port}`;
    await expect(started(issuer)).rejects.toThrow(
      new RegExp(`^OIDC_ISSUER="${issuer}": expected an OpenID Connect issuer[^\\n]*$`),
    );
    await new Promise((closed) => page.close(closed));
    provider.metadata = { issuer: 'https://other.example' };
    await expect(started(provider.issuer)).rejects.toThrow('expected an OpenID Connect issuer');
    provider.metadata = {};
  });

  it('succeeds with an unavailable provider, and the sign-in page shows the problem', async () => {
    const gone = await ForgedProvider.start();
    const { issuer } = gone;
    await gone.stop();
    const world = await started(issuer);
    expect((await world.call('GET', '/health/live')).status).toBe(200);
    const answer = await fetch(`${world.url}/desk/oidc/start`, { redirect: 'manual' });
    expect(answer.headers.get('location')).toBe('/desk/sign-in?problem=unavailable');
    await world.stop();
  });
});
