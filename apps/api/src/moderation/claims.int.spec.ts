import { randomUUID } from 'node:crypto';
import type { QueueName } from '#contracts/vocabulary';
import { createPool } from '#platform/postgres';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { ReadModelTables } from '#test/support/read-models/read-model-tables';
import { Story } from '#test/support/histories/story';
import { until } from '#test/support/time/until';
import { Claims, type Moderator } from './claims.ts';
import { takeSql } from './claims-sql.ts';
import { claimsInForce, claimsNow } from '../desk-live/claim-messages.ts';

const site = 'default';

describe('claims', () => {
  let database: TestDatabase;
  let tables: ReadModelTables;
  let pool: ReturnType<typeof createPool>;
  let claims: Claims;
  let story: Story;
  let generation = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    tables = new ReadModelTables(database.url);
    pool = createPool(database.url, 20, 'spec');
    claims = new Claims(pool);
  });
  afterAll(async () => {
    await pool.end();
    await tables.close();
    await database.drop();
  });
  beforeEach(async () => {
    story = new Story();
    await tables.create(++generation);
    await pool.query('delete from claims');
  });

  const moderator = (name: string): Moderator => ({ id: story.id(), name });
  const held = async (count: number): Promise<string[]> => {
    const ids = Array.from({ length: count }, () => story.post({ status: 'held' }));
    await tables.feed(story.take());
    return ids;
  };
  const take = async (by: Moderator, limit = 1, queue: QueueName = 'pending') =>
    (await claims.take(site, by, { queue, limit, leaseSeconds: 180 })).map(({ commentId }) => commentId);
  const runOut = () => pool.query(`update claims set claimed_until = now() - interval '1 second'`);

  it('give 200 comments to 20 concurrent moderators, each comment to exactly one', async () => {
    const ids = await held(200);
    const crowd = Array.from({ length: 20 }, (_, n) => moderator(`Moderator ${n}`));
    const taken = (await Promise.all(crowd.map((one) => take(one, 10)))).flat();
    expect(taken.toSorted()).toEqual(ids.toSorted());
  });

  it('hand out every comment when more moderators ask than comments wait', async () => {
    const ids = await held(7);
    const crowd = Array.from({ length: 15 }, (_, n) => moderator(`Moderator ${n}`));
    const taken = (await Promise.all(crowd.map((one) => take(one, 2)))).flat();
    expect(taken.toSorted()).toEqual(ids.toSorted());
  });

  it('are not given twice while a rebuild swaps the queue’s tables', async () => {
    const ids = Array.from({ length: 40 }, () => story.post({ status: 'held' }));
    const events = story.take();
    await tables.feed(events);
    const crowd = Array.from({ length: 20 }, (_, n) => moderator(`Moderator ${n}`));
    const asking = crowd.map((one) => take(one, 2));
    await tables.create(++generation);
    await tables.feed(events);
    const early = (await Promise.all(asking)).flat();
    const late = (await Promise.all(Array.from({ length: 20 }, () => take(moderator('Late'), 20)))).flat();
    expect([...early, ...late].toSorted()).toEqual(ids.toSorted());
  });

  it('return the moderator’s own claims first, then the longest waiting comments', async () => {
    const [a, b, c] = await held(3);
    const [mia, max] = [moderator('Mia'), moderator('Max')];
    expect(await take(mia)).toEqual([a]);
    expect(await take(max)).toEqual([b]);
    expect((await take(mia, 2)).toSorted()).toEqual([a, c].map(String).toSorted());
    expect(await take(max, 5)).toEqual([b]);
  });

  it('match the requested queue, article, author and reason', async () => {
    const [authorId, asked] = [story.id(), moderator('Mia')];
    const here = story.post({ articleId: 'here', authorId });
    story.report(here, story.id(), 'hate');
    story.report(story.post({ articleId: 'there' }), story.id(), 'spam');
    await held(1);
    const of = async (filter: object) =>
      (await claims.take(site, asked, { queue: 'reported', limit: 9, leaseSeconds: 15, ...filter })).length;
    expect(await of({ article: 'here', author: authorId, reason: 'hate' })).toBe(1);
    expect(await of({ article: 'there', author: authorId })).toBe(0);
    expect(await of({ reason: 'spam' })).toBe(1);
    expect(await take(asked, 9, 'escalated')).toEqual([]);
    expect(await claims.countOf(site, asked.id)).toBe(2);
  });

  it('on one comment of a wave keep the others from other moderators until it is decided', async () => {
    const wave = story.post({ status: 'published' });
    const evidence = { wave, authors: 3, minutes: 60 };
    const findings = [{ rule: 'wave', ruleVersion: 1, action: 'hold', evidence }] as const;
    const [a, b, c] = Array.from({ length: 3 }, () => story.post({ status: 'held', findings: [...findings] }));
    const [single] = await held(1);
    const [mia, max] = [moderator('Mia'), moderator('Max')];
    expect((await take(mia, 9)).toSorted()).toEqual([a, single].map(String).toSorted());
    expect(await take(max, 9)).toEqual([]);
    const decision = story.decide(String(a), 'CommentRejected');
    await tables.feed(story.take());
    expect(await take(max, 9)).toEqual([b]);
    // The undone comment is back, and has waited longer than the one that Max holds.
    story.undo(String(a), decision, 'held');
    await tables.feed(story.take());
    await claims.release(site, mia.id, null);
    expect(await take(mia, 9)).toEqual([single]);
    await claims.release(site, max.id, null);
    expect(await take(max, 1)).toEqual([a]);
    expect(c).toBeDefined();
  });

  it('expire by the clock only, and can then be taken by another moderator', async () => {
    const [a] = await held(1);
    const [mia, max] = [moderator('Mia'), moderator('Max')];
    await take(mia);
    expect(await take(max)).toEqual([]);
    expect((await claims.of(site, [String(a)])).get(String(a))?.by).toEqual({ id: mia.id, name: 'Mia' });
    await runOut();
    expect((await claims.of(site, [String(a)])).size).toBe(0);
    expect(await take(max)).toEqual([a]);
    expect(await claims.renew(site, mia, { commentIds: [String(a)], leaseSeconds: 60 })).toEqual([]);
  });

  it('are renewed, even after their end, while the comment waits and no other moderator has it', async () => {
    const [a, b] = await held(2);
    const mia = moderator('Mia');
    await take(mia, 2);
    await runOut();
    story.decide(String(b), 'CommentApproved');
    await tables.feed(story.take());
    const renewed = await claims.renew(site, mia, { commentIds: [String(a), String(b)], leaseSeconds: 900 });
    expect(renewed.map(({ commentId }) => commentId)).toEqual([a]);
    expect(Number(renewed[0]?.claimedUntil) - Date.now()).toBeGreaterThan(600_000);
    expect(await take(moderator('Max'))).toEqual([]);
  });

  it('can be renewed by id after a release, unless another moderator was faster', async () => {
    const [a, b, c] = (await held(3)).map(String);
    const [mia, max] = [moderator('Mia'), moderator('Max')];
    const again = async (ids: (string | undefined)[], queues?: QueueName[]) =>
      (await claims.renew(site, mia, { commentIds: ids.map(String), leaseSeconds: 60 }, queues)).map(
        (one) => one.commentId,
      );
    await take(mia, 3);
    await claims.release(site, mia.id, null);
    expect(await take(max)).toEqual([a]);
    await claims.decided(site, [{ commentId: String(c), version: 2 }]); // the queue does not show it yet
    expect(await again([a, b, c], ['reported'])).toEqual([]);
    expect(await again([a, b, c])).toEqual([b]);
    expect((await claims.of(site, [String(b)])).get(String(b))?.by).toEqual({ id: mia.id, name: 'Mia' });
  });

  it('are released only by the moderator who holds them', async () => {
    const [a, b] = await held(2);
    const [mia, max] = [moderator('Mia'), moderator('Max')];
    await take(mia, 2);
    await claims.release(site, max.id, [String(a)]);
    await claims.release(site, max.id, null);
    expect(await take(max)).toEqual([]);
    await claims.release(site, mia.id, [String(a)]);
    expect(await take(max, 2)).toEqual([a]);
    await claims.release(site, mia.id, null);
    expect((await take(max, 2)).toSorted()).toEqual([a, b].map(String).toSorted());
  });

  it('leave out a decided comment that the queue still shows', async () => {
    const [a] = await held(1);
    const [mia, max] = [moderator('Mia'), moderator('Max')];
    await take(mia);
    await claims.decided(site, [{ commentId: String(a), version: 2 }]);
    expect([await take(max), await take(mia)]).toEqual([[], []]);
    const decision = story.decide(String(a), 'CommentApproved');
    story.undo(String(a), decision, 'held');
    await tables.feed(story.take());
    expect(await take(max)).toEqual([a]);
  });

  it('find the front of a long queue with its index', async () => {
    await held(3000);
    await pool.query('analyze');
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain (generic_plan, costs off) ${takeSql([])}`);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).not.toMatch(/Seq Scan on queue_items/);
    expect(plan).toMatch(/LockRows[^]*Index Scan using queue_items_waiting/);
  });

  it('are counted and listed only until they expire', async () => {
    const ids = await held(2);
    const mia = moderator('Mia');
    await take(mia, 2);
    const claimed = { event: 'claim', data: expect.objectContaining({ claimedBy: { id: mia.id, name: 'Mia' } }) };
    expect(await claims.countOf(site, mia.id)).toBe(2);
    expect(await claimsInForce(pool, site)).toEqual(ids.map(() => ({ queue: 'pending', message: claimed })));
    expect(await claimsNow(pool, ids)).toEqual(expect.arrayContaining(await claimsInForce(pool, site)));
    await runOut();
    expect([await claims.countOf(site, mia.id), await claimsInForce(pool, site)]).toEqual([0, []]);
    const released = ids.map((commentId) => ({
      event: 'claim',
      data: { commentId, claimedBy: null, claimedUntil: null, holder: null },
    }));
    expect(new Set((await claimsNow(pool, ids)).map(({ message }) => message))).toEqual(new Set(released));
  });

  describe('of pages that name their holder', () => {
    const page = (name = 'Mia', by = moderator(name)) => ({ by, holder: randomUUID() });
    type Page = ReturnType<typeof page>;
    const ask = async ({ by, holder }: Page, limit = 5, open = false) =>
      claims.take(site, by, { queue: 'pending', limit, leaseSeconds: 180, holder, open });
    const hold = async (one: Page, limit = 5, open = false) =>
      (await ask(one, limit, open)).map(({ commentId }) => commentId);
    const renew = async (
      { by, holder }: Page,
      commentIds: string[],
      more: { opened?: string[]; from?: string } = {},
    ): Promise<string[]> =>
      (await claims.renew(site, by, { commentIds, leaseSeconds: 180, holder, ...more })).map((one) => one.commentId);
    const release = ({ by, holder }: Page, ids: string[] | null = null) => claims.release(site, by.id, ids, holder);
    const holders = async (): Promise<Map<string, number>> => {
      const { rows } = await pool.query<{ holder: string; count: number }>(
        'select holder, count(*)::int from claims where claimed_until > now() and moderator_id is not null group by holder',
      );
      return new Map(rows.map(({ holder, count }) => [holder, count]));
    };

    it('belong to one page: another page of the moderator cannot take or release them', async () => {
      const ids = await held(10);
      const one = page();
      const two = page('Mia', one.by);
      const first = await hold(one);
      const second = await hold(two);
      expect([...first, ...second].toSorted()).toEqual(ids.toSorted());
      await release(two, first);
      await release(two);
      expect(await renew(two, first)).toEqual([]);
      expect((await hold(one)).toSorted()).toEqual(first.toSorted());
      expect(await holders()).toEqual(new Map([[one.holder, 5]]));
    });

    it('move to the reloaded page, whatever late requests the ended page sends', async () => {
      const ids = await held(3);
      const ended = page();
      const [top = ''] = await hold(ended, 5, true);
      await renew(ended, [top], { opened: [top] });
      const now = page('Mia', ended.by);
      expect(await renew(now, ids, { from: ended.holder, opened: [top] })).toHaveLength(3);
      await release(ended);
      await release(ended, ids);
      expect(await renew(ended, ids)).toEqual([]);
      expect(await hold(ended)).toEqual([]);
      expect(await holders()).toEqual(new Map([[now.holder, 3]]));
      const other = page('Max');
      expect(await renew(other, ids, { from: now.holder })).toEqual([]);
      await release(now);
      await claims.end(now.by.id, now.holder);
      expect([await renew(now, ids), await hold(now)]).toEqual([[], []]);
    });

    it('are free again when the page closes while its claim request runs', async () => {
      const [id = ''] = await held(1);
      const [closed, other] = [page('Mia'), page('Max')];
      await hold(other);
      await runOut();
      const busy = await pool.connect();
      await busy.query('begin');
      await busy.query('select from claims where comment_id = $1 for update', [id]);
      const taking = [hold(closed), renew(closed, [id])];
      const waits = `select from pg_stat_activity where datname = current_database() and wait_event in ('transactionid', 'tuple')`;
      await until('both statements wait for the row lock', async () => (await pool.query(waits)).rows.length === 2);
      await claims.end(closed.by.id, closed.holder);
      await release(closed);
      await busy.query('commit');
      busy.release();
      await Promise.all(taking);
      expect(await holders()).toEqual(new Map());
      expect(await hold(other)).toEqual([id]);
    });

    it('are all released by a request without a holder, as scripts send it', async () => {
      await held(4);
      const one = page();
      await hold(one);
      await claims.release(site, one.by.id, null);
      expect(await holders()).toEqual(new Map());
    });

    it('are divided equally among the pages', async () => {
      const ids = await held(8);
      const pages = [page('A'), page('B'), page('C')];
      for (const one of pages) await hold(one);
      for (const one of pages) await hold(one);
      const shares = [...(await holders()).values()].toSorted((a, b) => a - b);
      expect(shares).toEqual([2, 3, 3]);
      expect((await hold(page('D'))).length).toBe(2);
      const { rows } = await pool.query('select from claims where claimed_until > now()');
      expect(rows).toHaveLength(ids.length);
    });

    it('are at most four ahead of the opened ones, even if more are requested', async () => {
      await held(30);
      const one = page();
      const ahead = await ask(one, 20, true);
      expect(ahead).toHaveLength(5);
      expect(ahead.filter(({ opened }) => opened)).toHaveLength(1);
      const ids = ahead.map(({ commentId }) => commentId);
      await renew(one, ids, { opened: ids.slice(0, 3) });
      expect(await hold(one, 20)).toHaveLength(7);
    });

    it('are shared with a new page when none is free, except opened ones', async () => {
      const ids = (await held(5)).map(String);
      const [one, two] = [page('Mia'), page('Max')];
      const mine = await hold(one, 5, true);
      expect(mine).toHaveLength(5);
      const given = await hold(two, 5, true);
      expect(given.toSorted()).toEqual(ids.slice(3).toSorted());
      expect((await hold(one)).toSorted()).toEqual(ids.slice(0, 3).toSorted());
      for (let again = 0; again < 3; again++) {
        expect(await hold(two)).toHaveLength(2);
        expect(await hold(one)).toHaveLength(3);
      }
      await renew(one, ids.slice(0, 3), { opened: ids.slice(0, 3) });
      expect(await hold(page('Mo'))).toHaveLength(1);
      expect((await hold(one)).toSorted()).toEqual(ids.slice(0, 3).toSorted());
    });

    it('are not shared if it is the only one, or if a script holds it', async () => {
      const [only] = await held(1);
      const one = page();
      expect(await hold(one, 5, true)).toEqual([only]);
      expect(await hold(page('Max'), 5, true)).toEqual([]);
      await release(one);
      const script = moderator('Script');
      expect(await take(script, 5)).toEqual([only]);
      expect(await hold(page('Max'), 5, true)).toEqual([]);
    });

    it('are with one page at a time while three pages claim, open, decide and release concurrently', async () => {
      const ids = (await held(60)).map(String);
      const decided: string[] = [];
      const work = async (one: Page): Promise<void> => {
        for (;;) {
          const [top] = (await ask(one, 6, true)).filter(({ opened }) => opened);
          if (!top) return;
          // An opened item stays with its page until it is decided.
          const kept = await renew(one, [top.commentId], { opened: [top.commentId] });
          expect(kept).toEqual([top.commentId]);
          decided.push(top.commentId);
          await claims.decided(site, [{ commentId: top.commentId, version: 2 }]);
          if (decided.length % 7 === 0) await release(one);
        }
      };
      const three = [page('A'), page('B'), page('C')];
      while (decided.length < ids.length) await Promise.all(three.map(work));
      expect(decided.toSorted()).toEqual(ids.toSorted());
    });
  });
});
