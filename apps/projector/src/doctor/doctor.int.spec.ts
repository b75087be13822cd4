import { createLogger } from '#platform/logger';
import { newId } from '#platform/new-id';
import { allProjections, projectionNamed } from '#read-models/all-projections';
import { appendHistory } from '#test/support/database/append-history';
import { historyOf } from '#test/support/histories/random-history';
import { suiteLog } from '#test/support/database/suite-log';
import { checkInvariants } from './check-invariants.ts';
import { compareWithReplay } from './compare-with-replay.ts';
import { type RunningProjector, startProjector } from '../start-projector.ts';

/** Every invariant, with a statement that violates it. */
const sabotages: readonly (readonly [condition: string, sql: string])[] = [
  [
    'every stream has the versions 1 to n',
    'update events set version = version + 1000 where version = 1 and position < 20',
  ],
  ['every stream has its last version', 'update streams set version = version + 1'],
  ['positions follow the order of each stream', 'update events set position = -position where version = 2'],
  ['no negative comment counts', 'update article_g1.articles set comment_count = -1'],
  ['reply counts equal the visible replies', 'update thread_g1.comments set reply_count = reply_count + 1'],
  [
    'waiting comments equal those queued minus those dequeued',
    'update moderation_stats_g1.stats_quarters set went = went + 1',
  ],
  ['queue sizes equal the queued comments', 'update moderation_queue_g1.queue_sizes set size = size + 1'],
  [
    'article counts equal the comments in the threads',
    'update article_g1.articles set comment_count = comment_count + 1',
  ],
];

describe('the doctor', () => {
  let projector: RunningProjector;
  const suite = suiteLog(() => projector.stop());
  const parts = () => ({ pool: suite.pool, eventLog: suite.log });
  const start = () => startProjector({ ...parts(), logger: createLogger('silent', 'test') });

  beforeEach(async () => {
    await appendHistory(suite.log, historyOf(1, 400));
    projector = await start();
    await projector.settled();
  });

  const compare = (name: string) => compareWithReplay(projectionNamed(name), { ...parts(), batchSize: 90 });
  const different = async (name: string) =>
    (await compare(name)).tables.filter(({ onlyServed, onlyReplayed }) => onlyServed + onlyReplayed > 0);

  it('finds no difference in intact read models, and drops its tables', async () => {
    for (const { name } of allProjections) {
      const { position, tables } = await compare(name);
      expect(position).toBe(await suite.log.head());
      expect(tables.filter(({ rows }) => rows > 0).length).toBeGreaterThan(0);
      expect(await different(name)).toEqual([]);
    }
    expect((await suite.pool.query(`select from pg_namespace where nspname like '%_replay'`)).rowCount).toBe(0);
  });

  it('finds a row that was changed, with its key', async () => {
    const { rows } = await suite.pool.query<{ id: string }>(
      'update thread_g1.comments set likes = likes + 1 where position = (select min(position) from thread_g1.comments) returning id',
    );
    expect(await different('thread')).toEqual([
      expect.objectContaining({ table: 'comments', onlyServed: 1, onlyReplayed: 1, samples: [rows[0]?.id] }),
    ]);
  });

  it('finds missing rows and surplus rows', async () => {
    const removed = await suite.pool.query<{ key: string }>(
      `delete from moderation_queue_g1.queue_reports returning comment_id || ' ' || position as key`,
    );
    await suite.pool.query(`insert into moderation_queue_g1.queue_sizes values ('elsewhere', 'pending', 3)`);
    const found = await different('moderation-queue');
    expect(found.map(({ table, onlyServed, onlyReplayed }) => ({ table, onlyServed, onlyReplayed }))).toEqual([
      { table: 'queue_reports', onlyServed: 0, onlyReplayed: removed.rowCount },
      { table: 'queue_sizes', onlyServed: 1, onlyReplayed: 0 },
    ]);
    expect(found[0]?.samples).toHaveLength(10);
    expect(removed.rows.map(({ key }) => key)).toEqual(expect.arrayContaining([...(found[0]?.samples ?? [])]));
    expect(found[1]?.samples).toEqual(['elsewhere pending']);
  });

  it('compares one snapshot while events are appended', async () => {
    const written = new AbortController();
    const writer = (async () => {
      for (let seed = 2; seed < 12; seed++) await appendHistory(suite.log, historyOf(seed, 60));
      written.abort();
    })();
    do {
      for (const { name } of allProjections) expect(await different(name)).toEqual([]);
    } while (!written.signal.aborted);
    await writer;
  });

  it('ignores erasures that a read model has not applied yet', async () => {
    await projector.stop();
    const { rows } = await suite.pool.query<{ author: string; site: string }>(
      `select author_id as author, site_id as site from thread_g1.comments where body is not null order by position limit 1`,
    );
    const { author = '', site = '' } = rows[0] ?? {};
    expect(author).not.toBe('');
    await suite.log.append({
      streamId: author,
      expectedVersion: (await suite.log.readStream(author)).length,
      events: [
        {
          eventId: newId(),
          type: 'AuthorErased',
          schemaVersion: 1,
          siteId: site,
          partitionKey: `${site}/${author}`,
          data: { authorId: author, requestedBy: 'admin' },
          meta: {},
        },
      ],
    });
    await suite.log.eraseSubject(author, site);
    for (const { name } of allProjections) expect(await different(name)).toEqual([]);

    await suite.pool.query('update thread_g1.comments set likes = likes + 1 where author_id <> $1', [author]);
    expect(await different('thread')).not.toEqual([]);
    projector = await start();
  });

  it('refuses to compare tables that another version of the code wrote', async () => {
    await suite.pool.query(`update projection_checkpoints set definition = 'older' where name = 'thread'`);
    await expect(compare('thread')).rejects.toThrow('was built by another version of the code');
  });

  it('finds no violation in intact data, and has a sabotage for every invariant', async () => {
    const findings = await checkInvariants(suite.pool);
    expect(findings).toHaveLength(sabotages.length);
    expect(findings).toEqual(expect.arrayContaining(sabotages.map(([what]) => ({ what, violations: 0 }))));
  });

  it.each(sabotages)('finds a violation of: %s', async (what, sabotage) => {
    await suite.pool.query(`set session_replication_role = replica; ${sabotage}`);
    const finding = (await checkInvariants(suite.pool)).find((one) => one.what === what);
    expect(finding?.violations).toBeGreaterThan(0);
  });
});
