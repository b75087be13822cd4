import { once } from 'node:events';
import { createLogger } from '#platform/logger';
import { allProjections, projectionNamed } from '#read-models/all-projections';
import { getArticle } from '#read-models/article/queries';
import { servingCheckpoint } from '#read-models/checkpoints';
import { schemaOf } from '#read-models/generations';
import type { Projection } from '#read-models/projection';
import { readProgress } from '#read-models/progress';
import { retiredViews } from '#read-models/serve';
import { threadPage } from '#read-models/thread/queries';
import { appendHistory } from '#test/support/database/append-history';
import { type Mix, everything, historyOf } from '#test/support/histories/random-history';
import { seenProjection } from '#test/support/read-models/seen';
import { suiteLog } from '#test/support/database/suite-log';
import { until } from '#test/support/time/until';
import { compareWithReplay } from '../doctor/compare-with-replay.ts';
import { takeTurn } from './name-lock.ts';
import { rebuild } from './rebuild.ts';
import { type RunningProjector, startProjector } from '../start-projector.ts';

const logger = createLogger('silent', 'test');
const nothing: Mix = Object.fromEntries(Object.keys(everything).map((name) => [name, 0])) as unknown as Mix;
const growing: Mix = { ...nothing, post: 10, like: 5 };

const secondGenerations = allProjections.map(({ name }) => schemaOf(name, 2)).toSorted();

describe('a rebuild', () => {
  const running: RunningProjector[] = [];
  const stopAll = () => Promise.all(running.splice(0).map((projector) => projector.stop()));
  const suite = suiteLog(stopAll);
  const parts = () => ({ pool: suite.pool, eventLog: suite.log });

  const start = async (projections: readonly Projection[] = allProjections): Promise<RunningProjector> => {
    const projector = await startProjector({ ...parts(), logger, projections });
    running.push(projector);
    return projector;
  };
  const schemas = async (): Promise<string[]> => {
    const { rows } = await suite.pool.query<{ name: string }>(
      `select nspname as name from pg_namespace where nspname ~ '_(g[0-9]+|replay)$' order by 1`,
    );
    return rows.map(({ name }) => name);
  };

  it('produces the same tables as a replay, in one new generation, and drops the old one', async () => {
    await appendHistory(suite.log, historyOf(1, 300));
    const projector = await start();
    await projector.settled();
    const progress: number[] = [];
    const onProgress = ({ position }: { position: number }): number => progress.push(position);
    await rebuild(allProjections, { ...parts(), batchSize: 70, onProgress });
    expect(progress).toHaveLength(5);
    expect(await schemas()).toEqual(secondGenerations);
    const head = await suite.log.head();
    expect([...(await readProgress(suite.pool)).values()]).toEqual(
      allProjections.map(() => ({ generation: 2, position: head, status: 'active' })),
    );
    const { tables } = await compareWithReplay(projectionNamed('thread'), parts());
    expect(tables).toEqual([expect.objectContaining({ table: 'comments', onlyServed: 0, onlyReplayed: 0 })]);
    const indexes = await suite.pool.query<{ name: string }>(
      `select indexname as name from pg_indexes where schemaname = 'thread_g2'`,
    );
    expect(indexes.rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['comments_oldest', 'comments_top', 'comments_replies', 'comments_hidden']),
    );
  });

  it('is invisible to readers while events are appended', async () => {
    const history = historyOf(2, 800, growing, { sites: 1, articles: 1, people: 5 });
    await appendHistory(suite.log, history.slice(0, 400));
    const projector = await start();
    await projector.settled();
    const reading = new AbortController();
    let reads = 0;
    const read = async (): Promise<void> => {
      for (let before = 1; !reading.signal.aborted; reads++) {
        const question = { site: 'site-0', article: 'article/0', sort: 'oldest', limit: 20 } as const;
        const { article, roots } = await threadPage(suite.pool, question);
        const { rows } = await suite.pool.query<{ count: number }>('select count(*)::int from read.comments');
        const count = rows[0]?.count ?? 0;
        expect(count).toBeGreaterThanOrEqual(before);
        expect(roots.length).toBeGreaterThan(0);
        expect((await getArticle(suite.pool, 'site-0', 'article/0'))?.commentCount).toBeGreaterThanOrEqual(
          article?.commentCount ?? 1,
        );
        before = count;
      }
    };
    const readers = [read(), read(), read()];
    const writing = (async () => {
      for (let at = 400; at < 800; at += 20) await appendHistory(suite.log, history.slice(at, at + 20));
    })();
    for (let round = 1; round <= 2; round++) await rebuild(allProjections, { ...parts(), batchSize: 150 });
    await writing;
    await projector.settled();
    await until('readers continue', async () => reads > 20);
    reading.abort();
    await Promise.all(readers);
    for (const projection of allProjections) {
      const { position, tables } = await compareWithReplay(projection, parts());
      expect(position).toBe(await suite.log.head());
      for (const table of tables) expect(table).toMatchObject({ onlyServed: 0, onlyReplayed: 0, samples: [] });
    }
    expect((await servingCheckpoint(suite.pool, 'thread'))?.generation).toBe(3);
  });

  it('does not wait for a reader that holds a view, and leaves its tables to the next rebuild', async () => {
    await appendHistory(suite.log, historyOf(3, 50));
    await (await start()).settled();
    const reader = await suite.pool.connect();
    await reader.query('begin; select * from read.articles');
    await rebuild([projectionNamed('article')], parts());
    expect((await servingCheckpoint(suite.pool, 'article'))?.generation).toBe(2);
    expect(await schemas()).toEqual(expect.arrayContaining(['article_g1', 'article_g2']));
    await reader.query('commit');
    reader.release();
    await rebuild([projectionNamed('article')], parts());
    expect((await schemas()).filter((name) => name.startsWith('article'))).toEqual(['article_g3']);
    expect(await retiredViews(suite.pool)).toEqual([]);
  });

  it('with `continues`, resumes with unfinished tables and applies nothing twice', async () => {
    await appendHistory(suite.log, historyOf(5, 60));
    await (await start([seenProjection('one')])).settled();
    await stopAll();
    const { position } = (await suite.log.readAfter(0, 42)).at(-1) ?? { position: 0 };
    let applied = 0;
    let isBroken = true;
    const weak = seenProjection('one', (events) => {
      if (isBroken && events.some((event) => event.position === position)) throw new RangeError('broken');
      applied += events.length;
    });
    const again = (): Promise<void> => rebuild([weak], { ...parts(), batchSize: 10, continues: true });
    await expect(again()).rejects.toThrow(`the event at position ${position} cannot be applied`);
    expect(applied).toBe(41);
    isBroken = false;
    await again();
    expect(applied).toBe(60);
    expect(await schemas()).toEqual(['one_g2']);
  });

  it('is refused while the same read model is being rebuilt or checked', async () => {
    await start();
    const releaseTurn = await takeTurn(suite.pool, 'thread');
    await expect(rebuild(allProjections, parts())).rejects.toThrow(
      'the read model thread is already being rebuilt or checked',
    );
    await releaseTurn();
    await rebuild(allProjections, parts());
    expect(await schemas()).toEqual(secondGenerations);
  });

  it('changes nothing if an event cannot be applied', async () => {
    await appendHistory(suite.log, historyOf(4, 100));
    const projector = await start([seenProjection('one')]);
    await projector.settled();
    const { position } = (await suite.log.readAfter(0, 42)).at(-1) ?? { position: 0 };
    const broken = seenProjection('one', (events) => {
      if (events.some((event) => event.position === position)) throw new RangeError('broken');
    });
    await expect(rebuild([broken], { ...parts(), batchSize: 10 })).rejects.toThrow(
      `the event at position ${position} cannot be applied: RangeError`,
    );
    expect(await schemas()).toEqual(['one_g1']);
    expect((await suite.pool.query('select from read.one_seen')).rowCount).toBe(100);
  });

  it('drops the tables of a killed rebuild', async () => {
    await (await start([seenProjection('one')])).settled();
    await suite.pool.query(`insert into projection_checkpoints (name, generation, definition, status, position)
      values ('one', 2, 'x', 'building', 3); create schema one_g2; create table one_g2.one_seen (position bigint)`);
    await rebuild([seenProjection('one')], parts());
    expect(await schemas()).toEqual(['one_g2']);
    expect((await servingCheckpoint(suite.pool, 'one'))?.status).toBe('active');
  });

  it('brings a stopped read model to the end of the log', async () => {
    await appendHistory(suite.log, historyOf(5, 60));
    const broken = seenProjection('one', (events) => {
      if (events.some(({ version }) => version > 1)) throw new Error('broken');
    });
    const projector = await start([broken]);
    await until('it stopped', () => projector.positions().get('one')?.status === 'stopped');
    await stopAll();
    await rebuild([seenProjection('one')], parts());
    expect(await servingCheckpoint(suite.pool, 'one')).toMatchObject({
      status: 'active',
      stoppedAt: null,
      error: null,
    });
    expect((await suite.pool.query('select from read.one_seen')).rowCount).toBe(60);
  });

  it('starts by itself when the definition in the code changed, while readers see the old tables', async () => {
    await appendHistory(suite.log, historyOf(6, 80));
    const first = await start([seenProjection('one')]);
    await first.settled();
    await stopAll();
    const gate = new AbortController();
    const opened = once(gate.signal, 'abort');
    const projector = await start([seenProjection('one', () => opened, 2)]);
    await appendHistory(suite.log, historyOf(7, 20));
    expect((await suite.pool.query('select from read.one_seen')).rowCount).toBe(80);
    expect((await servingCheckpoint(suite.pool, 'one'))?.generation).toBe(1);
    gate.abort();
    await until(
      'the new tables are served',
      async () => (await servingCheckpoint(suite.pool, 'one'))?.generation === 2,
    );
    await projector.settled();
    expect((await suite.pool.query('select from read.one_seen')).rowCount).toBe(100);
  });
});
