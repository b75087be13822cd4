import { createHmac } from 'node:crypto';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, type JWK, SignJWT, exportJWK, exportSPKI, generateKeyPair } from 'jose';
import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';

interface Signer {
  readonly kid: string;
  readonly alg: 'RS256' | 'ES256';
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK;
}

async function signer(kid: string, alg: Signer['alg']): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** The publisher's identity provider, which only serves its keys. */
let published: JWK[] = [];
let asked = 0;
let provider: Server;
let rsa: Signer;
let ec: Signer;
let world: World;
const issuer = 'https://id.news.example';
const audience = 'comments';

beforeAll(async () => {
  [rsa, ec] = await Promise.all([signer('rsa-1', 'RS256'), signer('ec-1', 'ES256')]);
  published = [rsa.jwk, ec.jwk];
  provider = createServer((_request, response) => {
    asked += 1;
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: published }));
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  const { port } = provider.address() as AddressInfo;
  world = await createWorld({
    SITES: 'elsewhere,members-only',
    JWKS_URL: `http://127.0.0.1:${port}/keys`,
    JWT_ISSUER: issuer,
    JWT_AUDIENCE: audience,
  });
});
afterAll(async () => {
  await world.stop();
  await new Promise((resolve) => provider.close(resolve));
});

const seconds = () => Math.floor(Date.now() / 1000);
const good = (differences: Record<string, unknown> = {}): Record<string, unknown> => ({
  sub: 'ann',
  name: 'Ann',
  iss: issuer,
  aud: audience,
  exp: seconds() + 3600,
  ...differences,
});
const signed = (by: Signer, claims = good(), header: Record<string, unknown> = {}): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: by.alg, kid: by.kid, ...header }).sign(by.privateKey);
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const hmac = (header: Record<string, unknown>, claims: Record<string, unknown>, secret: string | Buffer): string => {
  const text = `${encoded(header)}.${encoded(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
};
const post = (token: string, at = world, path = `${site}/articles/t/comments`) =>
  at.call('POST', path, { token, body: { body: 'who am I?' } });

const asGuest = (name: string, where = site) =>
  world.call('POST', `${where}/articles/g/comments`, { body: { body: `by ${name}`, author: { name } } });

describe('a token of the identity provider', () => {
  it.each(['RS256', 'ES256'] as const)('is accepted with a published key, by %s', async (alg) => {
    const answer = await post(await signed(alg === 'RS256' ? rsa : ec, good({ sub: alg, name: `By ${alg}` })));
    expect(answer.status).toBe(201);
    expect(answer.body.comment.author.name).toBe(`By ${alg}`);
  });

  const clock: [string, () => Record<string, unknown>, number][] = [
    ['that ran out 30 s ago: clocks differ', () => ({ exp: seconds() - 30 }), 201],
    ['that ran out 90 s ago', () => ({ exp: seconds() - 90 }), 401],
    ['that is good in 30 s', () => ({ nbf: seconds() + 30 }), 201],
    ['that is good in 90 s', () => ({ nbf: seconds() + 90 }), 401],
    ['without an end', () => ({ exp: undefined }), 401],
    ['whose end is a word', () => ({ exp: 'tomorrow' }), 401],
    ['of another issuer', () => ({ iss: 'https://id.evil.example' }), 401],
    ['without an issuer', () => ({ iss: undefined }), 401],
    ['for another audience', () => ({ aud: 'newsletter' }), 401],
    ['for several audiences, us among them', () => ({ aud: ['newsletter', audience] }), 201],
    ['without a subject', () => ({ sub: undefined }), 401],
    ['with an empty subject', () => ({ sub: '' }), 401],
    ['without a name', () => ({ name: undefined }), 401],
    ['with a site that is none', () => ({ site: '../other' }), 401],
    ['for this site', () => ({ site: 'default' }), 201],
    ['for another site', () => ({ site: 'elsewhere' }), 403],
  ];
  it.each(clock)('%s', async (_what, differences, status) => {
    expect((await post(await signed(rsa, good(differences())))).status).toBe(status);
  });

  it.each<[what: string, token: () => Promise<string>, detail: string]>([
    ['has ended', () => signed(rsa, good({ exp: seconds() - 90 })), 'The token has expired (claim `exp`).'],
    ['is not valid yet', () => signed(rsa, good({ nbf: seconds() + 90 })), 'The token is not valid yet (claim `nbf`).'],
    ['has no end', () => signed(rsa, good({ exp: undefined })), 'The token has no claim `exp`.'],
    ['is of another issuer', () => signed(rsa, good({ iss: 'x' })), "The token's claim `iss` is not the expected one."],
    [
      'has an unpublished key id',
      () => signed({ ...rsa, kid: 'x' }),
      'The identity provider publishes no key with this `kid`.',
    ],
    [
      'was changed',
      async () => (await signed(rsa)).replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')),
      'The token was signed with another key.',
    ],
    ['is none', () => Promise.resolve('not-a-token'), 'The token is not a signed JWT.'],
  ])('that %s is refused with the reason in words', async (_what, token, detail) => {
    expect(await post(await token())).toMatchObject({ status: 401, body: { detail } });
  });

  it('is accepted with a newly published key at runtime, and refused with a withdrawn one', async () => {
    const next = await signer('rsa-2', 'RS256');
    let ahead = 0;
    const { now } = Date;
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + ahead);
    try {
      expect((await post(await signed(rsa))).status).toBe(201);
      // Keys are loaded at most every 30 s, so that invented key ids cannot flood the provider.
      const before = asked;
      const invented = Array.from({ length: 20 }, async (_, n) => post(await signed({ ...next, kid: `unknown-${n}` })));
      expect((await Promise.all(invented)).every(({ status }) => status === 401)).toBe(true);
      expect(asked - before).toBeLessThanOrEqual(1);
      published = [next.jwk, ec.jwk];
      ahead = 31_000;
      expect((await post(await signed(next))).status).toBe(201);
      expect((await post(await signed(rsa, good({ sub: 'late' })))).status).toBe(401);
    } finally {
      clock.mockRestore();
    }
    // The provider undoes its key rotation.
    published = [rsa.jwk, ec.jwk];
    const later = jest.spyOn(Date, 'now').mockImplementation(() => now() + 120_000);
    expect((await post(await signed(rsa, good({ sub: 'back' })))).status).toBe(201);
    later.mockRestore();
  });

  it('gives no role for unknown names or another shape', async () => {
    const queues = `${site}/moderation/queues`;
    for (const roles of [['superuser'], ['Moderator'], ['admin '], []])
      expect((await world.call('GET', queues, { token: await signed(rsa, good({ roles })) })).status).toBe(403);
    for (const roles of ['moderator', { moderator: true }, [['moderator']]])
      expect((await world.call('GET', queues, { token: await signed(rsa, good({ roles })) })).status).toBe(401);
    const both = await signed(rsa, good({ roles: ['superuser', 'moderator'] }));
    expect((await world.call('GET', queues, { token: both })).status).toBe(200);
  });
});

describe('a forged token', () => {
  const header = { alg: 'HS256', kid: 'rsa-1' };
  const forgeries: [string, () => Promise<string> | string][] = [
    ['without a signature, alg none', () => `${encoded({ alg: 'none' })}.${encoded(good())}.`],
    ['with alg None, in another case', () => `${encoded({ alg: 'NoNe' })}.${encoded(good())}.`],
    ['signed by HS256 with the public key in PEM', async () => hmac(header, good(), await exportSPKI(rsa.publicKey))],
    ['signed by HS256 with the public key as JWK', () => hmac(header, good(), JSON.stringify(rsa.jwk))],
    ['signed by HS256 with nothing', () => hmac(header, good(), '')],
    ['signed by HS256 with the modulus', () => hmac(header, good(), Buffer.from(rsa.jwk.n ?? '', 'base64url'))],
    ['signed with an unpublished key', async () => signed(await signer('rsa-1', 'RS256'))],
    [
      'that brings its own key',
      async () => {
        const own = await signer('own', 'RS256');
        return signed(own, good(), { jwk: own.jwk });
      },
    ],
    [
      'that names the URL of its key',
      async () => signed(await signer('own', 'RS256'), good(), { jku: 'https://evil.example/k' }),
    ],
    ['whose key id is a path', async () => signed({ ...(await signer('x', 'RS256')), kid: '../../dev/null' })],
    ['whose key id is SQL', async () => signed({ ...(await signer('x', 'RS256')), kid: `' or 1=1 --` })],
    ['of the RSA key under the EC key’s id', () => signed({ ...rsa, kid: 'ec-1' })],
    [
      'with a changed payload',
      async () => {
        const [head, , signature] = (await signed(rsa)).split('.');
        return `${head}.${encoded(good({ roles: ['admin'] }))}.${signature}`;
      },
    ],
    [
      'with a changed algorithm',
      async () => {
        const [, payload, signature] = (await signed(rsa)).split('.');
        return `${encoded({ alg: 'RS512', kid: 'rsa-1' })}.${payload}.${signature}`;
      },
    ],
    [
      'with a critical header we do not know',
      () =>
        signed(rsa, good(), { crit: ['x'], x: 1 }).catch(
          () => `${encoded({ alg: 'RS256', crit: ['x'], x: 1 })}.${encoded(good())}.AA`,
        ),
    ],
    ['that claims to be a guest’s', () => signed(rsa, good({ iss: 'colloquy:guest', site: 'default' }))],
    ['that is no token', () => 'a.b.c'],
    ['that is a million dots', () => '.'.repeat(10_000)],
  ];
  it.each(forgeries)('%s is refused', async (_what, forge) => {
    const answer = await post(await forge());
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.body.type).toContain('unauthenticated');
  });

  it('of excessive size is refused before it is parsed', async () => {
    const huge = await signed(rsa, good({ padding: 'x'.repeat(100_000) }));
    expect([400, 401, 431]).toContain((await post(huge)).status);
    expect((await world.call('GET', '/health/live')).status).toBe(200);
  });
});

describe('a token with a shared secret', () => {
  let shared: World;
  beforeAll(async () => {
    shared = await createWorld();
  });
  afterAll(() => shared.stop());

  const claims = (differences: object = {}) => ({ sub: 'ann', name: 'Ann', exp: seconds() + 3600, ...differences });
  const secret = () => shared.service.secrets.jwtSecret;
  const by = (alg: string, given = claims(), key = secret(), header: object = {}) => {
    const text = `${encoded({ alg, ...header })}.${encoded(given)}`;
    return `${text}.${createHmac(`sha${alg.slice(2)}`, key)
      .update(text)
      .digest('base64url')}`;
  };

  it('is accepted with HS256', async () => {
    expect((await post(by('HS256'), shared)).status).toBe(201);
  });

  const forgeries: [string, () => Promise<string> | string][] = [
    ['without a signature, alg none', () => `${encoded({ alg: 'none' })}.${encoded(claims())}.`],
    ['whose signature was cut off', () => by('HS256').replace(/[^.]*$/, '')],
    ['by HS512, which was not agreed', () => by('HS512')],
    ['by HS256 under an empty secret', () => by('HS256', claims(), '')],
    ['by HS256 under the secret in base64', () => by('HS256', claims(), Buffer.from(secret()).toString('base64'))],
    ['by RS256 with another key', () => signed(rsa, claims())],
    [
      'that brings its secret along',
      () => by('HS256', claims(), 'of my own', { jwk: { kty: 'oct', k: encoded('of my own') } }),
    ],
    ['whose key id is a file with known content', () => by('HS256', claims(), '', { kid: '../../dev/null' })],
    ['that ran out 90 s ago', () => by('HS256', claims({ exp: seconds() - 90 }))],
    ['that is good in 90 s', () => by('HS256', claims({ nbf: seconds() + 90 }))],
    ['that never ends', () => by('HS256', claims({ exp: undefined }))],
    ['with the subject of a moderator at the desk', () => by('HS256', claims({ sub: '\u0000link\u0000Operator' }))],
  ];
  it.each(forgeries)('%s is refused', async (_what, forge) => {
    expect((await post(await forge(), shared)).status).toBe(401);
  });
});

describe('an authorToken', () => {
  it('is valid only for its author’s comments', async () => {
    const [gus, mal] = [await asGuest('Gus'), await asGuest('Mal')];
    const comment = `${site}/comments/${gus.body.comment.id}`;
    const others = { token: mal.body.authorToken };
    const edited = await world.call('PATCH', comment, { ...others, body: { body: 'mine now' } });
    expect(edited).toMatchObject({ status: 403, body: { type: expect.stringContaining('not-the-author') } });
    expect((await world.call('DELETE', comment, others)).status).toBe(403);
    expect((await world.call('PUT', `${comment}/like`, others)).status).toBe(403);
    expect((await world.call('GET', `${site}/moderation/queues`, others)).status).toBe(403);
    const own = { token: gus.body.authorToken, body: { body: 'still mine' } };
    expect((await world.call('PATCH', comment, own)).status).toBe(200);
  });

  it('is valid only on its own site', async () => {
    const { body } = await asGuest('Ada', '/v1/sites/elsewhere');
    const post = { token: body.authorToken, body: { body: 'hello', author: { name: 'Ada' } } };
    expect((await world.call('POST', `${site}/articles/g/comments`, post)).status).toBe(403);
  });

  it('cannot be made from an author’s id', async () => {
    const { body } = await asGuest('Eve');
    const claims = { sub: body.comment.author.id, site: 'default', iss: 'colloquy:guest', exp: seconds() + 60 };
    for (const secret of ['', 'colloquy:guest', 'a secret that only these specs know, long enough'])
      expect((await post(hmac({ alg: 'HS256' }, claims, secret))).status).toBe(401);
    expect((await post(`${encoded({ alg: 'none' })}.${encoded(claims)}.`)).status).toBe(401);
  });

  it('is refused like a new guest if the policy requires signing in', async () => {
    const members = '/v1/sites/members-only';
    const { body } = await asGuest('Old Guest', members);
    const admin = await signed(rsa, good({ sub: 'boss', roles: ['admin'] }));
    const policy = await world.call('GET', `${members}/policy`, { token: admin });
    const changed = await world.call('PUT', `${members}/policy`, {
      token: admin,
      headers: { 'if-match': policy.headers.get('etag') ?? '' },
      body: { ...policy.body.policy, guestsAllowed: false },
    });
    expect(changed.status).toBe(200);
    const refused = [
      await asGuest('New Guest', members),
      await world.call('POST', `${members}/articles/g/comments`, {
        token: body.authorToken,
        body: { body: 'again', author: { name: 'Old Guest' } },
      }),
    ];
    for (const { status, body: problem } of refused) {
      expect(status).toBe(403);
      expect(problem.type).toContain('guests-not-allowed');
    }
    expect((await post(await signed(rsa), world, `${members}/articles/g/comments`)).status).toBe(201);
  });
});
