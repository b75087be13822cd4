import { createLogger } from '#platform/logger';
import { newId } from '#platform/new-id';
import { allProjections, projectionNamed } from '#read-models/all-projections';
import { appendHistory } from '#test/support/database/append-history';
import { historyOf } from '#test/support/histories/random-history';
import { suiteLog } from '#test/support/database/suite-log';
import { checkInvariants } from './check-invariants.ts';
import { compareWithReplay } from './compare-with-replay.ts';
import { type RunningProjector, startProjector } from '../start-projector.ts';

/** What always has to hold, and what breaks it. */
const sabotages: readonly (readonly [what: string, sql: string])[] = [
  [
    'every stream has the versions 1 to n',
    'update events set version = version + 1000 where version = 1 and position < 20',
  ],
  ['every stream knows its last version', 'update streams set version = version + 1'],
  ['positions are in the order of the streams', 'update events set position = -position where version = 2'],
  ['no article has fewer than no comments', 'update article_g1.articles set comment_count = -1'],
  ['a comment has as many replies as are visible', 'update thread_g1.comments set reply_count = reply_count + 1'],
  [
    'as many comments wait as came into the queues and did not leave',
    'update moderation_stats_g1.stats_quarters set went = went + 1',
  ],
  ['a queue is as long as it says', 'update moderation_queue_g1.queue_sizes set size = size + 1'],
  ["an article's count is what its thread shows", 'update article_g1.articles set comment_count = comment_count + 1'],
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

  it('finds no difference where there is none, and leaves nothing behind', async () => {
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

  it('finds rows that are missing and rows that are too many', async () => {
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

  it('compares one moment while everything moves', async () => {
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

  it('knows that an erasure takes its time to reach a read model', async () => {
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

  it('refuses to compare what another version of the code wrote', async () => {
    await suite.pool.query(`update projection_checkpoints set definition = 'older' where name = 'thread'`);
    await expect(compare('thread')).rejects.toThrow('is of another version than this code');
  });

  it('finds that everything holds that always has to, and knows of nothing that no sabotage breaks', async () => {
    const findings = await checkInvariants(suite.pool);
    expect(findings).toHaveLength(sabotages.length);
    expect(findings).toEqual(expect.arrayContaining(sabotages.map(([what]) => ({ what, violations: 0 }))));
  });

  it.each(sabotages)('finds where this does not hold: %s', async (what, sabotage) => {
    await suite.pool.query(`set session_replication_role = replica; ${sabotage}`);
    const finding = (await checkInvariants(suite.pool)).find((one) => one.what === what);
    expect(finding?.violations).toBeGreaterThan(0);
  });
});
