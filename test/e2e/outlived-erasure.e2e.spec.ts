import type { Pool } from 'pg';
import { survivingPool } from '#platform/postgres';
import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';
let here: World;
/** A second process of the same installation. */
let there: World;
let pool: Pool;
let moderator: string;
let admin: string;
beforeAll(async () => {
  here = await createWorld();
  pool = survivingPool({ connectionString: here.databaseUrl });
  there = await createWorld({}, here);
  moderator = await here.token({ sub: 'mod', name: 'Mo D.', roles: ['moderator'] });
  admin = await here.token({ sub: 'boss', name: 'The Boss', roles: ['admin'] });
});
afterAll(async () => {
  await pool.end();
  await there.stop();
  await here.stop();
});

const post = (world: World, token: string, body = 'a word') =>
  world.call('POST', `${site}/articles/o/comments`, { token, body: { body } });
const restrict = (id: string, kind: string, end?: Date) =>
  here.call('POST', `${site}/authors/${id}/restrictions`, {
    token: moderator,
    body: { kind, reason: `${kind}, and why`, ...(end && { until: end.toISOString() }) },
  });
const erase = (id: string, token: string) => here.call('DELETE', `${site}/authors/${id}`, { token });
const keptRows = async () => (await pool.query('select * from kept_restrictions order by kind')).rows;
const record = (id: string) => here.call('GET', `${site}/authors/${id}`, { token: moderator });
const me = async (token: string): Promise<string> =>
  (await here.call('GET', `${site}/articles/o/viewer`, { token })).body.author.id;

async function member(sub: string): Promise<{ token: string; id: string }> {
  const token = await here.token({ sub, name: `Name of ${sub}` });
  const { body } = await post(here, token);
  await here.settled();
  return { token, id: body.comment.author.id };
}

describe('a banned member who erases themselves', () => {
  it('is banned when they sign in again, as the report states, and nothing else is kept', async () => {
    const { token, id } = await member('returner');
    const end = new Date('2090-05-01T10:00:00.000Z');
    await restrict(id, 'banned', end);
    const { rows: identities } = await pool.query('select external_key from identities');
    expect(identities).not.toEqual([]);
    const { status, body: report } = await erase(id, token);
    expect(status).toBe(200);
    expect(report).toMatchObject({
      stillReadable: 0,
      kept: [{ what: 'restriction', kind: 'banned', until: end.toISOString() }],
    });
    expect(await keptRows()).toEqual([{ person: expect.any(Buffer), kind: 'banned', until: end, author_id: null }]);
    const [kept] = await keptRows();
    for (const { external_key } of identities) expect(external_key).not.toEqual(kept?.person);

    const refused = await post(here, token, 'here I am again');
    expect([refused.status, refused.body.type]).toEqual([403, '/docs/problems#author-banned']);
    expect(refused.body.until).toBe(end.toISOString());
    expect(JSON.stringify(refused.body)).not.toContain('and why');
    const now = await me(token);
    expect(now).not.toBe(id);
    expect(refused.body.authorId).toBe(now);
    expect(await keptRows()).toEqual([]);
  });

  it('has a record on which the ban can be lifted, which holds after another erasure', async () => {
    const { token, id } = await member('forgiven');
    await restrict(id, 'banned');
    await erase(id, token);
    const back = await me(token);
    await here.settled();
    const { body } = await record(back);
    expect(body).toMatchObject({
      name: null,
      restrictions: [{ kind: 'banned', until: null, reason: null, carriedOver: true }],
    });
    const history = await here.call('GET', `${site}/authors/${back}/history`, { token: moderator });
    expect(history.body.events).toMatchObject([
      { type: 'AuthorRestricted', data: { kind: 'banned', until: null, carriedOver: true } },
    ]);
    expect(JSON.stringify(history.body)).not.toContain(id);
    const lifted = await here.call('DELETE', `${site}/authors/${back}/restrictions/banned`, { token: moderator });
    expect(lifted.status).toBe(200);
    expect((await post(here, token, 'thank you')).status).toBe(201);
    expect((await erase(back, token)).body.kept).toEqual([]);
    expect((await post(here, token, 'and again')).status).toBe(201);
    expect(await keptRows()).toEqual([]);
  });

  it('stays banned after repeated erasures, by themselves or an admin', async () => {
    const { token, id } = await member('stubborn');
    await restrict(id, 'banned');
    await erase(id, admin);
    for (let round = 0; round < 3; round++) {
      expect((await post(here, token)).status).toBe(403);
      const { body } = await erase(await me(token), round === 1 ? admin : token);
      expect(body.kept).toEqual([{ what: 'restriction', kind: 'banned', until: null }]);
    }
    await pool.query('delete from kept_restrictions');
  });

  it('becomes one banned author when two processes see them at once', async () => {
    const { token, id } = await member('racer');
    await restrict(id, 'banned');
    await erase(id, token);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => post(index % 2 ? here : there, token, `race ${index}`)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 403));
    const { rows } = await pool.query(
      `select stream_id, count(*)::int as events from events
       where type = 'AuthorRestricted' and data ->> 'carriedOver' = 'true' and stream_id = $1 group by stream_id`,
      [await me(token)],
    );
    expect(rows).toEqual([{ stream_id: await me(token), events: 1 }]);
    expect(await keptRows()).toEqual([]);
  });

  it('is banned for every first action', async () => {
    const { body: other } = await post(here, admin, 'to be liked and reported');
    for (const [first, act] of [
      ['like', (token: string) => here.call('PUT', `${site}/comments/${other.comment.id}/like`, { token })],
      [
        'report',
        (token: string) =>
          here.call('POST', `${site}/comments/${other.comment.id}/flags`, { token, body: { reason: 'spam' } }),
      ],
    ] as const) {
      const { token, id } = await member(`first ${first}`);
      await restrict(id, 'banned');
      await restrict(id, 'muted');
      await erase(id, token);
      await act(token);
      await here.settled();
      const { body } = await record(await me(token));
      expect(body.restrictions.map(({ kind }: { kind: string }) => kind)).toEqual(['banned', 'muted']);
      expect((await post(here, token)).status).toBe(403);
    }
  });
});

describe('other restrictions of a member who erases themselves', () => {
  it('continue for premoderated, suspended and muted, but not for trusted', async () => {
    const { token, id } = await member('mixed');
    for (const kind of ['premoderated', 'muted', 'trusted']) await restrict(id, kind);
    const { body: report } = await erase(id, token);
    expect(report.kept.map(({ kind }: { kind: string }) => kind).toSorted()).toEqual(['muted', 'premoderated']);
    expect((await post(here, token, 'look at this')).body.comment.status).toBe('held');
  });

  it('are not kept after their end, and deleted when they end later', async () => {
    const { token, id } = await member('served');
    await restrict(id, 'suspended', new Date(Date.now() - 1000));
    expect((await erase(id, token)).body.kept).toEqual([]);
    const soon = await member('soon served');
    await restrict(soon.id, 'suspended', new Date(Date.now() + 3_600_000));
    expect((await erase(soon.id, soon.token)).body.kept).toHaveLength(1);
    await pool.query(`update kept_restrictions set until = now() - interval '1 second'`);
    expect((await post(here, soon.token)).status).toBe(201);
    const later = await createWorld({}, here);
    try {
      for (let left = await keptRows(); left.length > 0; left = await keptRows()) await later.settled();
    } finally {
      await later.stop();
    }
  });
});

describe('an erasure that a crash interrupted', () => {
  it('keeps and reports the same restrictions', async () => {
    const { token, id } = await member('interrupted');
    await restrict(id, 'banned');
    // The state after a crash: the account is closed, and no restriction is kept yet.
    await pool.query(`insert into erasures (subject_id, site_id, requested_by) values ($1, 'default', 'author')`, [id]);
    const later = await createWorld({}, here);
    try {
      let report = { completedAt: null, kept: undefined as unknown };
      while (report.completedAt === null) report = (await erase(id, admin)).body;
      expect(report.kept).toEqual([{ what: 'restriction', kind: 'banned', until: null }]);
    } finally {
      await later.stop();
    }
    expect((await post(here, token)).status).toBe(403);
  });
});
