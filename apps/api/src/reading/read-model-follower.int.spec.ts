import type { EventLog } from '#event-store/event-log';
import { createLogger } from '#platform/logger';
import { resume, stopAt } from '#read-models/checkpoints';
import { anAppend, anEvent } from '#test/support/database/appends';
import { suiteLog } from '#test/support/database/suite-log';
import { until } from '#test/support/time/until';
import { type Change, ReadModelFollower } from './read-model-follower.ts';

const logger = createLogger('silent', 'test');

describe('the read model follower', () => {
  const followers: ReadModelFollower[] = [];
  const suite = suiteLog(async () => followers.splice(0).forEach((one) => one.stop()));

  /** Starts a follower, whose changes the spec collects. */
  async function follow(log: Pick<EventLog, 'keysBetween'> = suite.log, clock?: () => number) {
    const follower = new ReadModelFollower(log, suite.pool, { logger }, clock);
    followers.push(follower);
    const changes: Change[] = [];
    follower.onChange((change) => changes.push(change));
    await follower.start();
    changes.splice(0);
    return {
      follower,
      changes,
      /** Waits for the next change. */
      next: async (): Promise<Change | undefined> => {
        await until('a change is reported', () => changes.length > 0);
        return changes.shift();
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

  it('reports the keys of the events that each read model has processed since the last poll', async () => {
    await move('thread', 2);
    const { next } = await follow();
    await move('article', 1);
    expect(await next()).toEqual({ keys: ['default/a'] });
    await move('thread', 3);
    expect(await next()).toEqual({ keys: ['default/c'] });
  });

  it('reports everything when a model stops and when it resumes, and the keys of the others in between', async () => {
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

  it('reports everything in every process if a model stopped and resumed between two polls', async () => {
    const both = [await follow(), await follow()];
    const client = await suite.pool.connect();
    await client.query('begin');
    for (const status of ['stopped', 'active'])
      await client.query(`update projection_checkpoints set status = $1 where name = 'thread'`, [status]);
    await client.query('commit');
    client.release();
    for (const { next } of both) expect(await next()).toBe('everything');
  });

  it('reports everything for a new generation at the same position', async () => {
    await move('thread', 4);
    const { next } = await follow();
    await suite.pool.query(`
      begin; update projection_checkpoints set status = 'retired' where name = 'thread';
      insert into projection_checkpoints (name, generation, definition, status, position) values ('thread', 2, 'x', 'active', 4); commit`);
    expect(await next()).toBe('everything');
  });

  it('reports everything if a position went back', async () => {
    await move('thread', 4);
    const { next } = await follow();
    await move('thread', 3);
    expect(await next()).toBe('everything');
  });

  it('reports everything if a model disappears or appears, or the log begins a new epoch', async () => {
    const { next } = await follow();
    await set('thread', 'retired');
    expect(await next()).toBe('everything');
    await checkpoint('thread', 2);
    expect(await next()).toBe('everything');
    await suite.pool.query('select bump_position(100)');
    expect(await next()).toBe('everything');
  });

  it('reports a change with the next poll if the log could not be read', async () => {
    let isUnavailable = true;
    const { next, changes } = await follow({
      keysBetween: (after, upTo) =>
        isUnavailable ? Promise.reject(new Error('unavailable')) : suite.log.keysBetween(after, upTo),
    });
    await move('thread', 1);
    await follow();
    expect(changes).toEqual([]);
    await move('thread', 2);
    isUnavailable = false;
    expect(await next()).toEqual({ keys: expect.arrayContaining(['default/a', 'default/b']) });
  });

  it('reports everything after polls have failed for 10 s', async () => {
    let now = 0;
    const { next } = await follow(suite.log, () => now);
    now += 11_000;
    expect(await next()).toBe('everything');
  });

  it('notifies the other listeners when one throws, and that one of everything with the next poll', async () => {
    const { follower, next } = await follow();
    const reported: Change[] = [];
    follower.onChange((change) => {
      reported.push(change);
      if (reported.length === 1) throw new Error('a listener');
    });
    const after: Change[] = [];
    follower.onChange((change) => after.push(change));
    await move('thread', 1);
    expect(await next()).toEqual({ keys: ['default/a'] });
    await until('the listener is called again', () => reported.length === 2);
    expect(reported).toEqual([{ keys: ['default/a'] }, 'everything']);
    expect(after).toEqual([{ keys: ['default/a'] }]);
  });

  it('keeps the position of a stopped model', async () => {
    await move('thread', 2);
    await set('thread', 'stopped');
    await move('article', 4);
    const { follower } = await follow();
    expect(follower.position(['thread', 'article'])).toBe(2);
    expect(await follower.reached(2, ['thread', 'article'])).toBe(true);
  });
});
