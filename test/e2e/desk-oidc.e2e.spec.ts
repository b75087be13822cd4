import { signInAtProvider, startOidcProvider } from '#test/support/sign-in/oidc-provider';
import { TcpProxy } from '#test/support/network/tcp-proxy';
import { Visitor } from '#test/support/sign-in/visitor';
import { type World, createWorld } from '#test/support/world/world';

const accounts = {
  ada: { name: 'Ada Editor', groups: ['staff', 'comment-admins'] },
  mo: { name: 'Mo', groups: ['comment-moderators'], sites: ['sport'], queues: ['reported'] },
  rae: { name: 'Rae Reader', groups: ['staff'] },
  nemo: { groups: ['comment-admins'] },
  eve: { name: 'Eve', groups: ['comment-moderators'], sites: ['../default'] },
};

let provider: Awaited<ReturnType<typeof startOidcProvider>>;
let proxy: TcpProxy;
let publicUrl: string;
let world: World;

beforeAll(async () => {
  // The provider must know the service's address, and the service the provider's. Both know the address of a proxy.
  const target = { host: '127.0.0.1', port: 0 };
  proxy = await TcpProxy.start(target);
  publicUrl = `http://127.0.0.1:${proxy.port}`;
  provider = await startOidcProvider({
    client: {
      client_id: 'desk',
      client_secret: 'a secret between the two',
      redirect_uris: [`${publicUrl}/desk/oidc/callback`],
      post_logout_redirect_uris: [`${publicUrl}/desk/sign-in`],
      token_endpoint_auth_method: 'client_secret_post',
    },
    accounts,
    claims: { openid: ['sub'], profile: ['name', 'groups', 'sites', 'queues'] },
  });
  world = await createWorld({
    SITES: 'sport',
    PUBLIC_URL: publicUrl,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: 'desk',
    OIDC_CLIENT_SECRET: 'a secret between the two',
    OIDC_ROLES_CLAIM: 'groups',
    OIDC_ROLES: 'comment-moderators=moderator,comment-admins=admin',
  });
  target.port = Number(new URL(world.url).port);
});
afterAll(async () => {
  await world.stop();
  await proxy.close();
  await provider.stop();
});

const start = (returnTo = ''): string => `${publicUrl}/desk/oidc/start${returnTo && `?returnTo=${returnTo}`}`;
const sessionOf = (visitor: Visitor) =>
  world.call('GET', '/desk/session', { headers: { cookie: `colloquy_desk=${visitor.cookie('colloquy_desk')}` } });

describe('signing in by the identity provider', () => {
  it('returns to the page where it began, with a session and without the attempt’s cookie', async () => {
    const visitor = new Visitor();
    const { url, trail } = await signInAtProvider(visitor, start('/desk/queues/pending'), 'ada');
    expect(url.href).toBe(`${publicUrl}/desk/queues/pending`);
    expect(trail.some((address) => address.startsWith(`${publicUrl}/desk/oidc/callback?code=`))).toBe(true);
    expect((await sessionOf(visitor)).body).toMatchObject({
      moderator: { name: 'Ada Editor' },
      roles: ['admin'],
      sites: ['default', 'sport'],
      queues: ['pending', 'reported', 'escalated'],
    });
    expect(visitor.cookie('colloquy_desk_oidc')).toBeUndefined();
  });

  it('uses new PKCE, state and nonce values each time', async () => {
    const [one, two] = await Promise.all(
      [1, 2].map(async () => {
        const { url } = await new Visitor().open(start(), undefined, new RegExp(`^${provider.issuer}`));
        return Object.fromEntries(url.searchParams);
      }),
    );
    expect(one).toMatchObject({
      response_type: 'code',
      client_id: 'desk',
      redirect_uri: `${publicUrl}/desk/oidc/callback`,
      scope: 'openid profile',
      code_challenge_method: 'S256',
    });
    for (const secret of ['state', 'nonce', 'code_challenge']) {
      expect(one?.[secret]).toMatch(/^[\w-]{43}$/);
      expect(one?.[secret]).not.toBe(two?.[secret]);
    }
  });

  it('limits a moderator to the sites and queues of their account', async () => {
    const visitor = new Visitor();
    await signInAtProvider(visitor, start(), 'mo');
    const { body } = await sessionOf(visitor);
    expect(body).toMatchObject({ roles: ['moderator'], sites: ['sport'], queues: ['reported'] });
    const headers = { cookie: `colloquy_desk=${visitor.cookie('colloquy_desk')}` };
    const status = async (path: string) => (await world.call('GET', `/v1/sites/${path}`, { headers })).status;
    expect(await status('sport/moderation/queues/reported')).toBe(200);
    expect(await status('sport/moderation/queues/pending')).toBe(403);
    expect(await status('default/moderation/queues/reported')).toBe(403);
  });

  it.each([
    ['an account without a role', 'rae', 'but not a moderator'],
    ['an account without a name', 'nemo', 'has no name'],
    ['an account with invalid limits', 'eve', 'limited to sites or queues with invalid names'],
  ])('refuses %s with the reason', async (_who, login, sentence) => {
    const visitor = new Visitor();
    const { url, status, text } = await signInAtProvider(visitor, start(), login);
    expect(url.pathname).toBe('/desk/sign-in');
    expect(status).toBe(200);
    expect(text).toContain(sentence);
    expect(visitor.cookie('colloquy_desk')).toBeUndefined();
  });

  it('shows that it was cancelled at the provider', async () => {
    const visitor = new Visitor();
    const asked = await visitor.open(start());
    const { text } = await visitor.open(`${asked.url.href}/abort`);
    expect(text).toContain('did not sign you in');
    expect(visitor.cookie('colloquy_desk')).toBeUndefined();
  });

  it('is ended here and at the provider', async () => {
    const visitor = new Visitor();
    await signInAtProvider(visitor, start(), 'ada');
    const { body } = await sessionOf(visitor);
    const headers = { cookie: `colloquy_desk=${visitor.cookie('colloquy_desk')}`, 'x-csrf-token': body.csrfToken };
    expect((await world.call('DELETE', '/desk/session', { headers })).status).toBe(204);
    expect((await sessionOf(visitor)).status).toBe(401);
    const signOut = new URL(body.signOutUrl);
    expect(signOut.origin).toBe(provider.issuer);
    expect(signOut.searchParams.get('post_logout_redirect_uri')).toBe(`${publicUrl}/desk/sign-in`);
    expect((await visitor.open(signOut)).status).toBe(200);
  });

  it('has its URL in the answer to a caller without a session', async () => {
    const { status, body } = await world.call('GET', '/desk/session');
    expect(status).toBe(401);
    expect(body.signInUrl).toBe('/desk/oidc/start');
    expect((await world.call<string>('GET', '/desk/sign-in')).body).toContain('href="/desk/oidc/start"');
  });
});

describe('an answer of the provider', () => {
  const callback = /^http:\/\/127\.0\.0\.1:\d+\/desk\/oidc\/callback/;
  /** Signs in at the provider and stops the browser before the redirect to the service. Returns that URL. */
  const stopped = async (visitor: Visitor, login = 'ada') =>
    (await signInAtProvider(visitor, start(), login, callback)).url;

  it('can be used once', async () => {
    const visitor = new Visitor();
    const url = await stopped(visitor);
    const cookie = `colloquy_desk_oidc=${visitor.cookie('colloquy_desk_oidc')}`;
    await visitor.open(url);
    expect((await sessionOf(visitor)).status).toBe(200);
    // It cannot be used again, in the same browser or with the former cookie.
    expect((await new Visitor().open(url)).text).toContain('Try again');
    const replayed = await fetch(url, { headers: { cookie }, redirect: 'manual' });
    expect(replayed.headers.get('location')).toBe('/desk/sign-in?problem=failed');
    expect(replayed.headers.getSetCookie().some((line) => line.startsWith('colloquy_desk='))).toBe(false);
  });

  it('is valid only in the browser that began the sign-in, so that a link cannot sign a victim in', async () => {
    const [attacker, victim] = [new Visitor(), new Visitor()];
    const url = await stopped(attacker);
    expect((await victim.open(url)).text).toContain('Try again');
    // even while they are signing in themselves
    await victim.open(start(), undefined, new RegExp(`^${provider.issuer}`));
    expect((await victim.open(url)).text).toContain('Try again');
    expect(victim.cookie('colloquy_desk')).toBeUndefined();
  });

  it('opens a new session and ends the one that the browser had', async () => {
    const [attacker, victim] = [new Visitor(), new Visitor()];
    await signInAtProvider(attacker, start(), 'mo');
    const planted = attacker.cookie('colloquy_desk') ?? '';
    victim.plant({ host: '127.0.0.1', path: '/', name: 'colloquy_desk', value: planted });
    await signInAtProvider(victim, start(), 'ada');
    expect(victim.cookie('colloquy_desk')).not.toBe(planted);
    expect((await sessionOf(victim)).body.moderator.name).toBe('Ada Editor');
    expect((await sessionOf(attacker)).status).toBe(401);
  });

  it('with a forged state or attempt is refused', async () => {
    const visitor = new Visitor();
    const url = await stopped(visitor);
    const sealed = visitor.cookie('colloquy_desk_oidc') ?? '';
    const cookie = `colloquy_desk_oidc=${sealed.slice(0, -4)}AAAA`;
    const open = (address: URL, headers: Record<string, string>) => fetch(address, { headers, redirect: 'manual' });
    expect((await open(url, { cookie })).headers.get('location')).toBe('/desk/sign-in?problem=expired');
    url.searchParams.set('state', 'of my own');
    const honest = { cookie: `colloquy_desk_oidc=${sealed}` };
    expect((await open(url, honest)).headers.get('location')).toBe('/desk/sign-in?problem=expired');
  });

  it.each([
    'https://evil.example',
    '//evil.example/desk',
    '/desk/../../evil',
    '/desk%0d%0aSet-Cookie:a=b',
    '/v1',
    '/deskevil',
  ])('leads only to pages of the desk, not to %s', async (returnTo) => {
    const { status } = await world.call('GET', `/desk/oidc/start?returnTo=${encodeURIComponent(returnTo)}`);
    expect(status).toBe(422);
  });
});
