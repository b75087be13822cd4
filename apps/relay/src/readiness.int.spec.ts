import { pino } from 'pino';
import { createPool } from '#platform/postgres';
import { anAppend, anEvent } from '#test/support/database/appends';
import { askReadiness } from '#test/support/world/ask-readiness';
import { letMinutesPass } from '#test/support/time/let-minutes-pass';
import { MemoryBroker } from '#test/support/kafka/memory-broker';
import { suiteLog } from '#test/support/database/suite-log';
import { until } from '#test/support/time/until';
import { relayReadiness } from './readiness.ts';
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
  const ready = ({ holder }: RunningRelay) => askReadiness(() => relayReadiness(suite.pool, holder));
  /** Waits for what the leader next says of itself: it renews its lease every two seconds. */
  const untilReady = async (relay: RunningRelay, expected: object) => {
    const says = async () => {
      const { body } = await ready(relay);
      try {
        expect(body).toMatchObject(expected);
        return true;
      } catch {
        return false;
      }
    };
    await until(`it says ${JSON.stringify(expected)}`, says);
    return ready(relay);
  };
  const append = () => suite.log.append(anAppend({ events: [anEvent()] }));

  it('says that it leads, how far it is, and that the broker answers', async () => {
    await append();
    const relay = start();
    const head = await suite.log.head();
    const { status, body } = await untilReady(relay, { leads: true, broker: { status: 'ok', position: head } });
    expect(status).toBe(200);
    expect(body).toEqual({
      status: 'ok',
      database: 'ok',
      leads: true,
      leader: relay.holder,
      epoch: 1,
      broker: {
        status: 'ok',
        position: head,
        head,
        lagSeconds: 0,
        stalled: false,
        brokers: 1,
        producerResets: 0,
        metadataMismatches: 0,
      },
    });
  });

  it('says of one that stands by who leads', async () => {
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

  it('says that nobody leads', async () => {
    const relay = start();
    await untilReady(relay, { leads: true });
    await relay.stop();
    const { status, body } = await ready(relay);
    expect([status, body]).toEqual([200, { status: 'ok', database: 'ok', leads: false, leader: null }]);
  });

  it('has a broker that is away as a detail', async () => {
    const relay = start();
    await untilReady(relay, { broker: { status: 'ok' } });
    broker.answers = false;
    const { status, body } = await untilReady(relay, { broker: { status: 'unavailable' } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'ok', leads: true, broker: { brokers: 0 } });
  });

  it('says that publishing stalls once an event has waited for a minute', async () => {
    broker.beforeSend = () => new Promise(() => undefined);
    await append();
    const relay = start();
    await untilReady(relay, { broker: { head: await suite.log.head(), position: 0, stalled: false } });
    await letMinutesPass(suite.pool, 2);
    const { status, body } = await untilReady(relay, { broker: { stalled: true } });
    expect(status).toBe(200);
    expect(Number((body['broker'] as { lagSeconds: number }).lagSeconds)).toBeGreaterThanOrEqual(120);
  });

  it('does not take the first event after a quiet night for a stall', async () => {
    const relay = start();
    await untilReady(relay, { broker: { position: 0 } });
    await letMinutesPass(suite.pool, 600);
    broker.beforeSend = () => new Promise(() => undefined);
    await append();
    const { body } = await untilReady(relay, { broker: { head: await suite.log.head() } });
    expect(body).toMatchObject({ broker: { stalled: false } });
  });

  it('is not there while the database is away', async () => {
    const away = createPool('postgresql://127.0.0.1:1/nowhere', 1, 'relay readiness spec');
    const answer = await askReadiness(() => relayReadiness(away, 'anybody'));
    await away.end();
    expect(answer).toEqual({
      status: 503,
      retryAfter: '1',
      body: { status: 'unavailable', database: 'unavailable' },
    });
  });
});
