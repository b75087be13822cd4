import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { KafkaCluster } from '#scripts/kafka/cluster';
import { KafkajsTransport } from '#messaging/kafkajs/kafkajs-transport';
import { type RunningRelay, startRelay } from '#relay/relay';
import { anAppend, anEvent } from '#test/support/database/appends';
import { brokerBehindProxy } from '#test/support/kafka/brokers';
import { suiteLog } from '#test/support/database/suite-log';
import type { TcpProxy } from '#test/support/network/tcp-proxy';
import { until } from '#test/support/time/until';

const logger = pino({ level: 'silent' });

describe('counts delivered late by a closed connection', () => {
  let cluster: KafkaCluster;
  let proxy: TcpProxy;
  let prefix: string;
  let relay: RunningRelay;
  const suite = suiteLog(() => relay.stop());

  beforeAll(async () => {
    ({ cluster, proxy } = await brokerBehindProxy());
  });
  afterAll(async () => {
    await cluster.stop();
    await proxy.close();
  });

  beforeEach(async () => {
    prefix = `late-${randomUUID()}`;
    // A minimal read model with the columns that the relay reads.
    await suite.pool.query(`
      create schema if not exists read;
      create table read.articles (site_id text, article_id text, comment_count int, position bigint, url text, primary key (site_id, article_id));
      insert into projection_checkpoints (name, generation, definition, status, position) values ('article', 1, 'spec', 'active', 0)`);
    relay = start();
  });

  const connect = (rest: object = {}): KafkajsTransport =>
    new KafkajsTransport({
      brokers: [`127.0.0.1:${proxy.port}`],
      clientId: prefix,
      logger,
      publishLimitMs: 2000,
      ...rest,
    });

  const start = (): RunningRelay =>
    startRelay({
      pool: suite.pool,
      log: suite.log,
      logger,
      topics: { prefix, partitions: 1, replication: 1 },
      openTransport: (_line, nextIdentity) => connect({ ...(nextIdentity && { nextIdentity }) }),
    });

  const count = async (counted: number): Promise<number> => {
    await suite.log.append(anAppend({ events: [anEvent({ partitionKey: 'default/bridge' })] }));
    const position = await suite.log.head();
    await suite.pool.query(
      `insert into read.articles values ('default', 'bridge', $1, $2)
       on conflict (site_id, article_id) do update set comment_count = $1, position = $2`,
      [counted, position],
    );
    await suite.pool.query(`update projection_checkpoints set position = $1 where name = 'article'`, [position]);
    return position;
  };

  const publishedUpTo = (position: number) =>
    until('the count is published', async () => {
      const { rows } = await suite.pool.query(`select position from relay_checkpoint where name = 'article-counts'`);
      return Number(rows[0]?.position) === position;
    });

  const counts = async (): Promise<number[]> => {
    const transport = connect();
    const found: number[] = [];
    for await (const chunk of transport.scan(`${prefix}.article-counts`))
      found.push(...chunk.map(({ value }) => (JSON.parse(String(value)) as { count: number }).count));
    await transport.close();
    return found;
  };

  it('do not follow newer counts of the same relay', async () => {
    await publishedUpTo(await count(1));
    proxy.hold();
    await count(2);
    await until('the count is in flight', () => proxy.isUnderWay('article-counts'));
    await publishedUpTo(await count(7));
    expect((await counts()).at(-1)).toBe(7);
    await proxy.deliver();
    expect((await counts()).at(-1)).toBe(7);
    await publishedUpTo(await count(8));
    expect((await counts()).at(-1)).toBe(8);
  });

  it('do not follow counts of the next leader', async () => {
    await publishedUpTo(await count(1));
    proxy.hold();
    await count(2);
    await until('the count is in flight', () => proxy.isUnderWay('article-counts'));
    await relay.stop();
    const position = await count(9);
    relay = start();
    await publishedUpTo(position);
    await proxy.deliver();
    expect((await counts()).at(-1)).toBe(9);
  });
});
