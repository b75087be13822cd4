import type { EventLog } from '#event-store/event-log';
import { createLogger } from '#platform/logger';
import { resume, stopAt } from '#read-models/checkpoints';
import { anAppend, anEvent } from '#test/support/database/appends';
import { suiteLog } from '#test/support/database/suite-log';
import { until } from '#test/support/time/until';
import { type Change, ReadModelFollower } from './read-model-follower.ts';

const logger = createLogger('silent', 'test');

describe('the follower of the read models', () => {
  const followers: ReadModelFollower[] = [];
  const suite = suiteLog(async () => followers.splice(0).forEach((one) => one.stop()));

  /** Every look is the spec's own. */
  async function follow(log: Pick<EventLog, 'keysBetween'> = suite.log, clock?: () => number) {
    const follower = new ReadModelFollower(log, suite.pool, { logger }, clock);
    followers.push(follower);
    const heard: Change[] = [];
    follower.onChange((change) => heard.push(change));
    await follower.start();
    heard.splice(0);
    return {
      follower,
      heard,
      /** What is told from now on until something was. */
      next: async (): Promise<Change | undefined> => {
        await until('something was told', () => heard.length > 0);
        return heard.shift();
      },
    };
  }

  const checkpoint = (name: string, generation = 1, position = 0) =>
    suite.pool.query(
      `insert into projection_checkpoints (name, generation, definition, status, position) values ($1, $2, 'x', 'active', $3)`,
      [name, generation, position],
    );
  const move = (name: string, position: number) =>
    suite.pool.query('update projection_checkpoints set position = $2 where name = $1', [name, position]);
  const set = (name: string, status: string) =>
    suite.pool.query('update projection_checkpoints set status = $2 where name = $1', [name, status]);
  const at = (position: number) =>
    ({ generation: 1, definition: 'x', status: 'active', position, stoppedAt: null, error: null }) as const;
  const append = (article: string) =>
    suite.log.append(anAppend({ events: [anEvent({ partitionKey: `default/${article}` })] }));

  beforeEach(async () => {
    await checkpoint('thread');
    await checkpoint('article');
    for (const article of ['a', 'b', 'c', 'd']) await append(article);
  });

  it('tells the keys of what each read model has seen since the last look', async () => {
    await move('thread', 2);
    const { next } = await follow();
    await move('article', 1);
    expect(await next()).toEqual({ keys: ['default/a'] });
    await move('thread', 3);
    expect(await next()).toEqual({ keys: ['default/c'] });
  });

  it('tells everything when one stops and when it goes on, and between these what the others see', async () => {
    const { next } = await follow();
    await stopAt(suite.pool, 'thread', at(0), { position: 1, error: 'x' });
    expect(await next()).toBe('everything');
    await move('article', 2);
    expect(await next()).toEqual({ keys: expect.arrayContaining(['default/a', 'default/b']) });
    await move('article', 4);
    expect(await next()).toEqual({ keys: expect.arrayContaining(['default/c', 'default/d']) });
    await resume(suite.pool, 'thread', null);
    expect(await next()).toBe('everything');
    await move('thread', 1);
    expect(await next()).toEqual({ keys: ['default/a'] });
  });

  it('tells everything to every process where one stopped and went on before anybody looked', async () => {
    const both = [await follow(), await follow()];
    const client = await suite.pool.connect();
    await client.query('begin');
    for (const status of ['stopped', 'active'])
      await client.query(`update projection_checkpoints set status = $1 where name = 'thread'`, [status]);
    await client.query('commit');
    client.release();
    for (const { next } of both) expect(await next()).toBe('everything');
  });

  it('tells everything of a new generation at the old place', async () => {
    await move('thread', 4);
    const { next } = await follow();
    await suite.pool.query(`
      begin; update projection_checkpoints set status = 'retired' where name = 'thread';
      insert into projection_checkpoints (name, generation, definition, status, position) values ('thread', 2, 'x', 'active', 4); commit`);
    expect(await next()).toBe('everything');
  });

  it('tells everything where a position went back', async () => {
    await move('thread', 4);
    const { next } = await follow();
    await move('thread', 3);
    expect(await next()).toBe('everything');
  });

  it('tells everything when one vanishes or appears, and when the log begins a new epoch', async () => {
    const { next } = await follow();
    await set('thread', 'retired');
    expect(await next()).toBe('everything');
    await checkpoint('thread', 2);
    expect(await next()).toBe('everything');
    await suite.pool.query('select bump_position(100)');
    expect(await next()).toBe('everything');
  });

  it('tells it once more where the log could not say what moved', async () => {
    let isAway = true;
    const { next, heard } = await follow({
      keysBetween: (after, upTo) => (isAway ? Promise.reject(new Error('away')) : suite.log.keysBetween(after, upTo)),
    });
    await move('thread', 1);
    await follow();
    expect(heard).toEqual([]);
    await move('thread', 2);
    isAway = false;
    expect(await next()).toEqual({ keys: expect.arrayContaining(['default/a', 'default/b']) });
  });

  it('tells everything after it could not look for long, whatever it finds then', async () => {
    let now = 0;
    const { next } = await follow(suite.log, () => now);
    now += 11_000;
    expect(await next()).toBe('everything');
  });

  it('tells the others where a listener throws, and that one everything with the next look', async () => {
    const { follower, next } = await follow();
    const told: Change[] = [];
    follower.onChange((change) => {
      told.push(change);
      if (told.length === 1) throw new Error('a listener');
    });
    const after: Change[] = [];
    follower.onChange((change) => after.push(change));
    await move('thread', 1);
    expect(await next()).toEqual({ keys: ['default/a'] });
    await until('it was told again', () => told.length === 2);
    expect(told).toEqual([{ keys: ['default/a'] }, 'everything']);
    expect(after).toEqual([{ keys: ['default/a'] }]);
  });

  it('knows of a stopped one how far it came', async () => {
    await move('thread', 2);
    await set('thread', 'stopped');
    await move('article', 4);
    const { follower } = await follow();
    expect(follower.position(['thread', 'article'])).toBe(2);
    expect(await follower.reached(2, ['thread', 'article'])).toBe(true);
  });
});
