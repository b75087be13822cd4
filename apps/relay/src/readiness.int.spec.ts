import { pino } from 'pino';
import { createPool } from '#platform/postgres';
import { anAppend, anEvent } from '#test/support/database/appends';
import { askReadiness } from '#test/support/world/ask-readiness';
import { letMinutesPass } from '#test/support/time/let-minutes-pass';
import { MemoryBroker } from '#test/support/kafka/memory-broker';
import { suiteLog } from '#test/support/database/suite-log';
import { until } from '#test/support/time/until';
import { relayHealth } from './readiness.ts';
import { type RunningRelay, startRelay } from './relay.ts';

const topics = { prefix: 'spec', partitions: 4, replication: 1 };
const logger = pino({ level: 'silent' });

describe("a relay's readiness", () => {
  let broker: MemoryBroker;
  const relays: RunningRelay[] = [];
  const suite = suiteLog(() => Promise.all(relays.splice(0).map((relay) => relay.stop())));

  beforeEach(() => {
    broker = new MemoryBroker();
  });

  const start = (): RunningRelay => {
    const relay = startRelay({
      pool: suite.pool,
      log: suite.log,
      topics,
      logger,
      openTransport: () => broker.connect(),
    });
    relays.push(relay);
    return relay;
  };
  const ready = ({ holder }: RunningRelay) => askReadiness(relayHealth(suite.pool, suite.pool, holder).now);
  /** Waits for the leader's next report: it renews its lease every two seconds. */
  const untilReady = async (relay: RunningRelay, expected: object) => {
    const isExpected = async () => {
      const { body } = await ready(relay);
      try {
        expect(body).toMatchObject(expected);
        return true;
      } catch {
        return false;
      }
    };
    await until(`it reports ${JSON.stringify(expected)}`, isExpected);
    return ready(relay);
  };
  const append = () => suite.log.append(anAppend({ events: [anEvent()] }));

  it('shows that it leads, its position, and that the broker responds', async () => {
    await append();
    const relay = start();
    const head = await suite.log.head();
    const { status, body } = await untilReady(relay, { leads: true, broker: { status: 'ok', position: head } });
    expect(status).toBe(200);
    expect(body).toEqual({
      status: 'ok',
      database: 'ok',
      reasons: [],
      leads: true,
      leader: relay.holder,
      epoch: 1,
      broker: {
        status: 'ok',
        position: head,
        head,
        lagSeconds: 0,
        articleCounts: { position: 0, lagSeconds: 0, stalled: false },
        stalled: false,
        stalledLines: [],
        stoppedAt: 0,
        brokers: 1,
        producerResets: 0,
        metadataMismatches: 0,
      },
    });
  });

  it('shows on a standby which relay leads', async () => {
    const leader = start();
    await untilReady(leader, { leads: true, broker: { status: 'ok' } });
    const { status, body } = await ready(start());
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({
        leads: false,
        leader: leader.holder,
        broker: expect.objectContaining({ status: 'ok' }),
      }),
    ]);
  });

  it('shows that no relay leads', async () => {
    const relay = start();
    await untilReady(relay, { leads: true });
    await relay.stop();
    const { status, body } = await ready(relay);
    expect([status, body]).toEqual([
      200,
      {
        status: 'degraded',
        database: 'ok',
        reasons: [expect.objectContaining({ code: 'relay-missing' })],
        leads: false,
        leader: null,
      },
    ]);
  });

  it('is degraded, but ready, while the broker is unavailable', async () => {
    const relay = start();
    await untilReady(relay, { broker: { status: 'ok' } });
    broker.answers = false;
    const { status, body } = await untilReady(relay, { broker: { status: 'unavailable' } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'degraded',
      reasons: [{ code: 'broker-unavailable' }],
      leads: true,
      broker: { brokers: 0 },
    });
  });

  it('shows that publishing stalled once an event has waited for a minute', async () => {
    broker.beforeSend = () => new Promise(() => undefined);
    await append();
    const relay = start();
    await untilReady(relay, { broker: { head: await suite.log.head(), position: 0, stalled: false } });
    await letMinutesPass(suite.pool, 2);
    const { status, body } = await untilReady(relay, { broker: { status: 'stalled', stalled: true } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'degraded',
      reasons: [{ code: 'publishing-stalled', message: expect.stringContaining('events') }],
    });
    expect(Number((body['broker'] as { lagSeconds: number }).lagSeconds)).toBeGreaterThanOrEqual(120);
  });

  it('shows that the counts are stalled, although events are published', async () => {
    broker.beforeSend = ([first]) =>
      first?.topic === 'spec.article-counts' ? new Promise(() => undefined) : undefined;
    const events = [anEvent({ partitionKey: 'default/a' })];
    await suite.log.append(anAppend({ events }));
    const position = await suite.log.head();
    // A minimal read model: the relay does not depend on what maintains it.
    await suite.pool.query(`
      create schema if not exists read;
      create table read.articles (site_id text, article_id text, comment_count int, position bigint, url text);
      insert into read.articles values ('default', 'a', 1, ${position});
      insert into projection_checkpoints (name, generation, definition, status, position)
      values ('article', 1, 'spec', 'active', ${position})`);
    const relay = start();
    await untilReady(relay, { broker: { position, articleCounts: { position: 0 } } });
    await letMinutesPass(suite.pool, 2);
    const { body } = await untilReady(relay, { broker: { status: 'stalled', stalledLines: ['article-counts'] } });
    expect(body).toMatchObject({
      reasons: [{ code: 'publishing-stalled', message: expect.stringContaining('article-counts') }],
    });
  });

  it('does not report the first event after a quiet night as a stall', async () => {
    const relay = start();
    await untilReady(relay, { broker: { position: 0 } });
    await letMinutesPass(suite.pool, 600);
    broker.beforeSend = () => new Promise(() => undefined);
    await append();
    const { body } = await untilReady(relay, { broker: { head: await suite.log.head() } });
    expect(body).toMatchObject({ broker: { stalled: false } });
  });

  it('is 503 while the database is unavailable', async () => {
    const unreachable = createPool('postgresql://127.0.0.1:1/nowhere', 1, 'relay readiness spec');
    const answer = await askReadiness(relayHealth(unreachable, unreachable, 'any holder').now);
    await unreachable.end();
    expect(answer).toEqual({
      status: 503,
      retryAfter: '1',
      body: {
        status: 'unavailable',
        database: 'unavailable',
        reasons: [expect.objectContaining({ code: 'database-unavailable' })],
      },
    });
  });
});
