import { pino } from 'pino';
import { bumpPosition } from '#event-store/restoring/reach';
import { anAppend, anEvent } from '#test/support/database/appends';
import { MemoryBroker } from '#test/support/kafka/memory-broker';
import { suiteLog } from '#test/support/database/suite-log';
import { until } from '#test/support/time/until';
import { newestLabel } from '#contracts/log-identity';
import { partitionOf } from '#messaging/partitioner';
import { type RunningRelay, startRelay } from './relay.ts';

const topics = { prefix: 'spec', partitions: 3, replication: 1 };

describe('the topic of article counts', () => {
  let broker: MemoryBroker;
  let relay: RunningRelay;
  const suite = suiteLog(() => relay.stop());

  beforeEach(async () => {
    broker = new MemoryBroker();
    // A minimal read model: the relay does not depend on what maintains it.
    await suite.pool.query(`
      create schema if not exists read;
      create table read.articles (site_id text, article_id text, comment_count int, position bigint, url text, primary key (site_id, article_id));
      insert into projection_checkpoints (name, generation, definition, status, position) values ('article', 1, 'spec', 'active', 0)`);
    relay = start();
  });

  const start = (): RunningRelay => {
    const { pool, log } = suite;
    const logger = pino({ level: 'silent' });
    return startRelay({ pool, log, topics, logger, openTransport: () => broker.connect() });
  };

  /** Appends an event of an article, and updates the read model to include it. */
  const count = async (articleId: string, counted: number): Promise<number> => {
    await suite.log.append(anAppend({ events: [anEvent({ partitionKey: `default/${articleId}` })] }));
    const position = await suite.log.head();
    await suite.pool.query(
      `insert into read.articles values ('default', $1, $2, $3)
       on conflict (site_id, article_id) do update set comment_count = $2, position = $3`,
      [articleId, counted, position],
    );
    await projectedUpTo(position);
    return position;
  };

  const projectedUpTo = (position: number) =>
    suite.pool.query(`update projection_checkpoints set position = $1 where name = 'article'`, [position]);

  const published = () =>
    broker.topics
      .recordsOf('spec.article-counts')
      .map<Record<string, unknown>>(({ key, value }) => ({ key, ...JSON.parse(String(value)) }));

  const counted = (): Record<string, number> =>
    Object.fromEntries(published().map((one) => [String(one.articleId), Number(one.count)]));

  const write = ({ articleId, ...count }: { articleId: string; count: number; position: string; log?: string }) => {
    const key = `default/${articleId}`;
    const value = JSON.stringify({ siteId: 'default', articleId, ...count });
    return broker.write([{ topic: 'spec.article-counts', partition: partitionOf(key, 3), key, value, headers: {} }]);
  };

  const publishedUpTo = (position: number) =>
    until('the counts are published', async () => {
      const { rows } = await suite.pool.query(`select position from relay_checkpoint where name = 'article-counts'`);
      return Number(rows[0]?.position) === position;
    });

  it('gets the newest count of each changed article', async () => {
    await publishedUpTo(await count('bridge', 1));
    await publishedUpTo(await count('bridge', 2));
    const position = await count('tower', 1);
    await publishedUpTo(position);
    expect(
      published()
        .filter(({ key }) => key === 'default/bridge')
        .at(-1),
    ).toMatchObject({ siteId: 'default', articleId: 'bridge', count: 2 });
    expect(published().at(-1)).toEqual({
      key: 'default/tower',
      siteId: 'default',
      articleId: 'tower',
      count: 1,
      position: String(position),
      log: newestLabel(await suite.log.identity()),
    });
  });

  it('crosses a gap of a billion positions in one step', async () => {
    await publishedUpTo(await count('bridge', 1));
    const events = broker.topics.recordsOf('spec.article-counts').length;
    await bumpPosition(suite.pool, 1_000_000_000);
    await publishedUpTo(await count('tower', 1));
    expect(published().at(-1)).toMatchObject({ key: 'default/tower', position: '1000000001' });
    expect(published()).toHaveLength(events + 2); // the bridge's count is repeated with the label of the new epoch
  });

  it('gets all counts again in a new epoch of the log, with zero for articles that the log does not have', async () => {
    const { logId } = await suite.log.identity();
    await publishedUpTo(await count('tower', 1));
    const head = await count('bridge', 2);
    await publishedUpTo(head);
    await write({ articleId: 'bridge', count: 7, position: '95', log: `${logId}.1` });
    await write({ articleId: 'ghost', count: 4, position: '90' });
    await suite.pool.query(`select begin_log_epoch($1, 'restore', 100, true)`, [head]);
    await publishedUpTo(await count('bridge', 3));
    const last = (articleId: string) => published().findLast((one) => one.articleId === articleId);
    expect(last('bridge')).toMatchObject({ count: 3, log: `${logId}.2` });
    expect(last('tower')).toMatchObject({ count: 1, log: `${logId}.2` });
    expect(last('ghost')).toMatchObject({ siteId: 'default', count: 0, position: String(head), log: `${logId}.2` });
  });

  it('gets all counts again after it was recreated', async () => {
    await publishedUpTo(await count('tower', 1));
    await publishedUpTo(await count('bridge', 2));
    const spec = {
      name: 'spec.article-counts',
      partitions: 3,
      replication: 1,
      config: { 'cleanup.policy': 'compact' },
    };
    broker.topics.deleteTopic(spec.name); // the relay creates it again
    await publishedUpTo(await count('bridge', 3));
    expect(counted()).toEqual({ bridge: 3, tower: 1 });
    await relay.stop();
    broker.topics.deleteTopic(spec.name);
    await broker.topics.ensureTopics([spec]);
    relay = start();
    await until('the counts are published again', () => counted()['tower'] === 1 && counted()['bridge'] === 3);
  });

  it('never gets an older count during a rebuild of the read model', async () => {
    await publishedUpTo(await count('bridge', 1));
    const position = await count('bridge', 2);
    await publishedUpTo(position);
    await suite.pool.query('update read.articles set comment_count = 0, position = 0');
    await projectedUpTo(0);
    await suite.log.append(anAppend({ events: [anEvent({ partitionKey: 'default/bridge' })] }));
    const last = await suite.log.head();
    await projectedUpTo(position); // half way: the last event is missing
    await suite.pool.query('update read.articles set comment_count = 3, position = $1', [last]);
    await projectedUpTo(last);
    await publishedUpTo(last);
    expect(published().map(({ count: counted }) => counted)).toEqual([1, 2, 3]);
  });
});
