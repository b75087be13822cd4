import { pino } from 'pino';
import type { Pool } from 'pg';
import { eventTopicsOf } from '#contracts/events/topics';
import { partitionName } from '#contracts/topic-partition';
import { anAppend, anEvent } from '#test/support/database/appends';
import { MemoryBroker } from '#test/support/kafka/memory-broker';
import { suiteLog } from '#test/support/database/suite-log';
import { eventOf, faultsIn, misplaced, readLog } from '#test/support/kafka/topic-oracle';
import { until } from '#test/support/time/until';
import type { CloudEvent } from '#contracts/cloud-event';
import type { IncomingRecord } from '#messaging/record';
import type { EventTransport } from '#messaging/event-transport';
import { PublishDoubt, TooLarge } from '#messaging/transport-errors';
import { createPool } from '#platform/postgres';
import { bumpPosition } from '#event-store/restoring/reach';
import { Lease, leaseSeconds, standbyMs } from './lease.ts';
import { parkEvent } from './parked.ts';
import { relayMetrics } from './relay-metrics.ts';
import { type RunningRelay, startRelay } from './relay.ts';
import { topicSpecs } from './topics.ts';

const topics = { prefix: 'spec', partitions: 4, replication: 1 };
const logger = pino({ level: 'silent' });
const never = (): Promise<void> => new Promise(() => undefined);

describe('a relay', () => {
  /** The relays have a pool of their own, so that cutting its connections does not affect the spec. */
  let relayPool: Pool;
  let broker: MemoryBroker;
  const relays: RunningRelay[] = [];
  const suite = suiteLog(async () => {
    await Promise.all(relays.splice(0).map((relay) => relay.stop()));
    await relayPool.end();
  });

  beforeEach(() => {
    relayPool = createPool(suite.database.url, 8, 'relay under test');
    broker = new MemoryBroker();
  });

  const start = (at: MemoryBroker = broker): RunningRelay => {
    const openTransport = (): EventTransport => at.connect();
    const relay = startRelay({ pool: relayPool, log: suite.log, topics, logger, openTransport, resendRefusedMs: 100 });
    relays.push(relay);
    return relay;
  };

  /** Appends events of about a dozen articles and some authors. */
  const append = async (count: number): Promise<void> => {
    const wanted = Array.from({ length: count }, (_, n) =>
      n % 10 === 9
        ? anEvent({
            type: 'AuthorErased',
            partitionKey: `default/author-${n % 3}`,
            data: { authorId: `author-${n % 3}` },
          })
        : anEvent({
            partitionKey: `default/article-${n % 13}`,
            data: { commentId: `comment-${n}`, articleId: `article-${n % 13}` },
          }),
    );
    await Promise.all(wanted.map((event) => suite.log.append(anAppend({ events: [event] }))));
  };

  const checkpoint = async (): Promise<number> => (await readLog(suite.pool)).checkpoint;
  const published = (at = broker): readonly IncomingRecord[] =>
    eventTopicsOf('spec').flatMap((topic) => at.topics.recordsOf(topic));
  const caughtUp = () =>
    until('everything is published', async () => {
      const { entries, checkpoint: reached } = await readLog(suite.pool);
      return reached === (entries.at(-1)?.position ?? 0);
    });
  const leader = async (): Promise<string | undefined> =>
    (await suite.pool.query<{ holder: string }>('select holder from relay_lease')).rows[0]?.holder;
  const faults = async (at = broker): Promise<string[]> => faultsIn(published(at), await readLog(suite.pool));

  it('publishes the log in order, each partition a chain, each key in its partition', async () => {
    await append(700);
    start();
    await caughtUp();
    await append(60);
    await caughtUp();
    expect(published()).toHaveLength(760);
    expect(await faults()).toEqual([]);
    expect(misplaced(published(), topics.partitions)).toEqual([]);
  });

  it('sends a batch again if the outcome of the send is unknown', async () => {
    await append(40);
    let doubts = 0;
    broker.afterSend = () => {
      if (doubts++ < 2) throw new PublishDoubt('the response was lost');
    };
    start();
    await caughtUp();
    expect(published()).toHaveLength(120);
    expect(await faults()).toEqual([]);
  });

  it('that ended between a send and its checkpoint is followed by repeats, and no gap', async () => {
    await append(40);
    let written = 0;
    broker.afterSend = (records) => {
      written += records.length;
      return never();
    };
    const first = start();
    await until('the batch is written', () => written === 40);
    await first.stop();
    expect(await checkpoint()).toBe(0);
    broker.afterSend = () => undefined;
    start();
    await append(40);
    await caughtUp();
    expect(published()).toHaveLength(120);
    expect(await faults()).toEqual([]);
  });

  it('stops while a send hangs', async () => {
    await append(1);
    let asked = false;
    broker.beforeSend = () => {
      asked = true;
      return never();
    };
    const relay = start();
    await until('it sends', () => asked);
    await relay.stop();
    expect(broker.connections).toBe(0);
  });

  it('continues the chain where the previous relay ended', async () => {
    await append(30);
    const first = start();
    await caughtUp();
    await first.stop();
    await append(30);
    start();
    await caughtUp();
    expect(published()).toHaveLength(60);
    expect(await faults()).toEqual([]);
  });

  it('is a standby while another relay leads, and takes over when that one stops', async () => {
    await keepCheckpointHistory(suite.pool);
    const first = start();
    await append(50);
    await caughtUp();
    start();
    await append(50);
    await caughtUp();
    await first.stop();
    await append(50);
    await caughtUp();
    expect(published()).toHaveLength(150);
    expect(await faults()).toEqual([]);
    const history = await checkpointHistory(suite.pool);
    expect(history).toEqual(history.toSorted((a, b) => a.epoch - b.epoch || a.position - b.position));
    expect(new Set(history.map(({ epoch }) => epoch)).size).toBe(2);
  });

  it('takes over within ten seconds from a relay that was killed', async () => {
    const began = performance.now();
    const epoch = Number(await new Lease(suite.pool, 'relay', 'the dead').acquire());
    await append(5);
    start();
    await until('another one leads', async () => (await leader()) !== 'the dead');
    // Not earlier: the other relay might still be alive.
    expect(performance.now() - began).toBeGreaterThan(leaseSeconds * 1000 - 50);
    expect(leaseSeconds * 1000 + standbyMs).toBeLessThan(10_000);
    await caughtUp();
    expect((await suite.pool.query('select epoch from relay_lease')).rows).toEqual([{ epoch: epoch + 1 }]);
  });

  it('ends its term when another relay has its lease, even while a send hangs', async () => {
    await append(5);
    broker.beforeSend = never;
    start();
    await until('it leads', () => broker.connections > 0);
    await suite.pool.query(
      `update relay_lease set holder = 'another', epoch = epoch + 1, expires_at = now() + interval '1 hour'`,
    );
    await until('its connections are cut', () => broker.connections === 0);
    expect(await checkpoint()).toBe(0);
    expect((await suite.pool.query('select holder from relay_lease')).rows).toEqual([{ holder: 'another' }]);
  });

  it('cannot move a checkpoint that a newer epoch has taken', async () => {
    await append(5);
    let release: (() => void) | undefined;
    broker.afterSend = () => new Promise((resolve) => (release = resolve));
    start();
    await until('the batch is written', () => release !== undefined);
    await suite.pool.query(`update relay_checkpoint set epoch = 99`);
    release?.();
    await until('its connections are cut', () => broker.connections === 0);
    expect(await checkpoint()).toBe(0);
  });

  it('continues after the database terminated its connections', async () => {
    start();
    await append(20);
    await caughtUp();
    await suite.pool.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name in ($1, $2)',
      ['relay under test', 'colloquy read'],
    );
    await append(20);
    await caughtUp();
    expect(await faults()).toEqual([]);
  });

  it('publishes an event that brokers rejected once their limit is raised, and skips none', async () => {
    await append(6);
    const refused = (await suite.log.readAfter(3, 1)).map(({ position }) => position)[0] ?? 0;
    let rejections = 0;
    broker.beforeSend = (records) => {
      const large = records.find(({ value }) => value?.includes(`"position":"${refused}"`));
      if (large && ++rejections < 4) throw new TooLarge(large);
    };
    start();
    await caughtUp();
    expect(rejections).toBe(4);
    expect(await faults()).toEqual([]);
  });

  it('shows no rejected event any longer once it has stopped, because another relay may lead', async () => {
    await append(1);
    broker.beforeSend = ([record]) => {
      if (record) throw new TooLarge(record);
    };
    const relay = start();
    const shown = async () => (await relayMetrics.stoppedAt.get()).values[0]?.value;
    await until('it shows the event', async () => (await shown()) === 1);
    await relay.stop();
    expect(await shown()).toBe(0);
  });

  it('waits at an event that brokers reject until it is parked, then publishes a stub with its ids', async () => {
    await append(6);
    const refused = (await suite.log.readAfter(3, 1)).map(({ position }) => position)[0] ?? 0;
    broker.beforeSend = (records) => {
      const large = records.find(
        ({ value }) => value?.includes(`"position":"${refused}"`) && !value.includes('"parked":true'),
      );
      if (large) throw new TooLarge(large);
    };
    start();
    await until('it leads', () => broker.connections > 0);
    expect(await checkpoint()).toBe(0);
    await parkEvent(suite.pool, refused, 'larger than brokers accept');
    await caughtUp();
    expect(await faults()).toEqual([]);
    const stub = published()
      .map(eventOf)
      .find(({ position }) => position === String(refused));
    expect(stub?.subject).toBe(stub?.data['commentId']);
    expect(stub?.data).toEqual({
      commentId: stub?.subject,
      articleId: expect.stringContaining('article-'),
      parked: true,
      reason: 'larger than brokers accept',
    });
  });

  it('ends if the topics have another number of partitions', async () => {
    await broker.topics.ensureTopics(topicSpecs({ ...topics, partitions: 5 }));
    await expect(start().finished).rejects.toThrow('topic spec.comments has 5 partitions, but 4 are configured');
  });

  it('ends if it has published more than the log has, and starts once positions are bumped', async () => {
    await append(1);
    await suite.pool.query(`insert into relay_checkpoint values ('events', 1, 500, '{}')`);
    await expect(start().finished).rejects.toThrow('has seen the events up to position 500, but the log ends at 1');
    expect(await bumpPosition(suite.pool, 500)).toBe(500);
    start();
    await append(1);
    await caughtUp();
    const head = await suite.log.head();
    expect(head).toBeGreaterThan(500);
    expect(
      published()
        .filter(isEvent)
        .map((record) => Number(eventOf(record).position)),
    ).toEqual([head]);
  });

  it('labels each record with its log and epoch, and marks a new epoch in every partition', async () => {
    await append(30);
    const first = start();
    await caughtUp();
    await first.stop();
    const end = await suite.log.head();
    await bumpPosition(suite.pool, 500);
    start();
    const { logId } = await suite.log.identity();
    await until('the new epoch is marked', () => published().some((record) => !isEvent(record)));
    const marks = published()
      .filter((record) => !isEvent(record))
      .map(eventOf);
    expect(marks).toHaveLength(3 * topics.partitions);
    for (const mark of marks)
      expect(mark).toMatchObject({
        log: `${logId}.2`,
        position: String(end),
        data: { reason: 'bump', after: String(end) },
      });
    await append(30);
    await caughtUp();
    expect(await faults()).toEqual([]);
    for (const event of published().filter(isEvent).map(eventOf))
      expect(event.log).toBe(`${logId}.${Number(event.position) > end ? 2 : 1}`);
  });

  it('marks each epoch once', async () => {
    await append(5);
    await bumpPosition(suite.pool, 500);
    await start().stop();
    start();
    await append(5);
    await caughtUp();
    await relays.at(-1)?.stop();
    start();
    await append(5);
    await caughtUp();
    expect(published().filter((record) => !isEvent(record))).toHaveLength(3 * topics.partitions);
    expect(await faults()).toEqual([]);
  });

  it('publishes events beyond the end of an epoch again, continuing each chain from its last valid event', async () => {
    await append(60);
    const first = start();
    await caughtUp();
    await first.stop();
    const before = published().length;
    await suite.pool.query(`select begin_log_epoch(25, 'restore', 500, true)`);
    start();
    await append(1);
    await caughtUp();
    const again = published()
      .slice(0)
      .filter(isEvent)
      .map(eventOf)
      .filter(({ log }) => log?.endsWith('.2'));
    expect(again.map(({ position }) => Number(position)).toSorted((a, b) => a - b)).toEqual([
      ...Array.from({ length: 35 }, (_, n) => 26 + n),
      501,
    ]);
    expect(published()).toHaveLength(before + 3 * topics.partitions + 36);
    for (const place of byPlace(published())) {
      const at = place.findIndex(({ type }) => type === 'LogEpochBegan');
      const last = place.slice(0, at).findLast(({ position }) => Number(position) <= 25)?.position;
      expect(place[at]?.prev).toBe(last);
      expect(place.slice(at + 1).map(({ prev }) => prev)).toEqual(place.slice(at, -1).map(({ position }) => position));
    }
  });
});

const isEvent = (record: IncomingRecord): boolean => eventOf(record).type !== 'LogEpochBegan';

function byPlace(records: readonly IncomingRecord[]): CloudEvent[][] {
  const places = new Map<string, CloudEvent[]>();
  for (const record of records) {
    const place = partitionName(record);
    places.set(place, [...(places.get(place) ?? []), eventOf(record)]);
  }
  return [...places.values()];
}

async function keepCheckpointHistory(pool: Pool): Promise<void> {
  await pool.query(`
    create table checkpoint_history (nr serial, epoch bigint, position bigint);
    create function keep_history() returns trigger language plpgsql as $$
    begin insert into checkpoint_history (epoch, position) values (new.epoch, new.position); return new; end $$;
    create trigger history after insert or update on relay_checkpoint
      for each row when (new.name = 'events') execute function keep_history();`);
}

async function checkpointHistory(pool: Pool): Promise<{ epoch: number; position: number }[]> {
  const { rows } = await pool.query<{ epoch: string; position: string }>(
    'select * from checkpoint_history order by nr',
  );
  return rows.map(({ epoch, position }) => ({ epoch: Number(epoch), position: Number(position) }));
}
