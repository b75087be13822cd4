import { request } from 'node:http';
import { Client } from 'pg';
import { type World, createWorld } from '#test/support/world/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

const comments = '/v1/sites/default/articles/replay/comments';
const secret = 'only-this-client-knows-it';
const post = (key: string, differences: Record<string, unknown> = {}) =>
  world.call('POST', comments, {
    headers: { 'idempotency-key': key },
    body: { body: 'Posted once', author: { name: 'Gus' }, ...differences },
  });

describe('a repeated guest comment', () => {
  it('returns its author token again only to the client with the secret', async () => {
    const first = await post('with', { guestSecret: secret });
    expect([first.status, first.body.authorToken]).toEqual([201, expect.any(String)]);
    const again = await post('with', { guestSecret: secret });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
    for (const other of [{}, { guestSecret: 'a-guessed-secret' }]) {
      const replayed = await post('with', other);
      expect(replayed.headers.get('idempotent-replayed')).toBe('true');
      const { authorToken: _token, ...rest } = first.body;
      expect([replayed.status, replayed.body]).toEqual([201, rest]);
    }
  });

  it('returns no token again if it was sent without a secret', async () => {
    const first = await post('without');
    expect(first.body.authorToken).toEqual(expect.any(String));
    for (const other of [{}, { guestSecret: secret }]) {
      const { status, body } = await post('without', other);
      expect([status, body.comment.id, body.authorToken]).toEqual([201, first.body.comment.id, undefined]);
    }
  });

  it('stores neither the secret nor an unkeyed hash of it', async () => {
    const { body } = await post('kept', { guestSecret: secret });
    const client = new Client({ connectionString: world.databaseUrl });
    await client.connect();
    const { rows } = await client.query(`select * from idempotency_keys where key = 'kept'`);
    await client.end();
    expect(rows[0].result).toEqual({ commentId: body.comment.id, proof: expect.stringMatching(/^[\w-]{43}$/) });
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('is another request with another text, and refused with an invalid secret', async () => {
    await post('other', { guestSecret: secret });
    const changed = await post('other', { guestSecret: secret, body: 'Another text' });
    expect(changed.body.type).toContain('idempotency-key-reused');
    for (const bad of ['short', 'with spaces in it, and long', 'x'.repeat(201), 5])
      expect((await post('bad', { guestSecret: bad })).body.errors).toMatchObject([{ pointer: '/guestSecret' }]);
  });

  it('of a guest with a token returns to them with or without a secret', async () => {
    const { body } = await post('known');
    const options = {
      token: body.authorToken as string,
      headers: { 'idempotency-key': 'second' },
      body: { body: 'Posted again', author: { name: 'Gus' } },
    };
    const first = await world.call('POST', comments, options);
    const again = await world.call('POST', comments, options);
    expect(again.body).toEqual(first.body);
    expect(again.body.authorToken).toEqual(expect.any(String));
  });
});

/** Sends the plain form from a loopback address. Resolves with the redirect's location. */
const submit = (localAddress: string, form: Record<string, string>): Promise<string> =>
  new Promise((resolve, reject) => {
    const body = new URLSearchParams(form).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length };
    request(`${world.url}/v1/sites/default/articles/plain/embed`, { method: 'POST', localAddress, headers })
      .on('response', (answer) => resolve(answer.resume().headers.location ?? `status ${answer.statusCode}`))
      .on('error', reject)
      .end(body);
  });

describe('a repeated plain form', () => {
  it('is one comment from one network, and another comment from another network', async () => {
    const form = { body: 'First!', name: 'Ada' };
    const [first, again] = [await submit('127.0.0.1', form), await submit('127.0.0.1', form)];
    expect(again).toBe(first);
    const elsewhere = await submit('127.0.0.2', form);
    expect(elsewhere).toContain('posted=');
    expect(elsewhere).not.toBe(first);
  });
});
