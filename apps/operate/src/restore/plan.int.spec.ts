import { anAppend, anEvent } from '#test/support/database/appends';
import { PublishedLog, testTopics } from '#test/support/kafka/published-log';
import { suiteLog } from '#test/support/database/suite-log';
import { execute } from '#test/support/database/test-database';
import { beginRestore, finishRestore, readSettled } from '#event-store/restoring/restoring';
import { MemoryTransport } from '#messaging/memory-transport';
import type { OutgoingRecord } from '#messaging/record';
import { CannotDo } from '#platform/cannot-do';
import { UsedWrongly } from '../line/failures.ts';
import { lookIntoKafka } from './kafka-witness.ts';
import { partingOf } from './parting.ts';
import { makePlan, type RestorePlan } from './plan.ts';
import { showPlan } from './show-plan.ts';

const strange = '019ab0f5-3d1a-7b90-8e24-00000000f00d';

describe('the plan of a restore', () => {
  const suite = suiteLog();
  let transport: MemoryTransport;
  let published: PublishedLog;

  beforeEach(async () => {
    transport = new MemoryTransport();
    published = new PublishedLog(suite.pool, suite.log, transport);
    await published.prepare();
  });

  const append = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n++)
      await suite.log.append(
        anAppend({
          events: [
            anEvent({ partitionKey: `default/a${n % 5}`, data: { commentId: strange, articleId: `a${n % 5}` } }),
          ],
        }),
      );
  };

  /** Publishes what another copy of the log had at these positions: the same chain with other events. */
  const publishElse = async (
    from: number,
    to: number,
    change: (record: OutgoingRecord) => OutgoingRecord = (r) => r,
  ) => {
    const before = await suite.log.head();
    await append(to - before);
    await published.publish(1000, {
      change: (records) =>
        records.map((record) => {
          const position = Number(record.headers['ce_position']);
          const id = `${strange.slice(0, -4)}${String(position).padStart(4, '0')}`;
          return change(position < from ? record : { ...record, headers: { ...record.headers, ce_id: id } });
        }),
    });
  };
  /** Deletes the events after a position, as an older backup would. */
  const loseBehind = (position: number): Promise<void> =>
    execute(
      suite.database.url,
      `set session_replication_role = replica; delete from events where position > ${position};
       delete from streams s where not exists (select from events e where e.stream_id = s.stream_id);
       update relay_checkpoint set position = least(position, ${position})`,
    );

  const plan = (given: { at?: number; everything?: boolean; kafka?: undefined } = {}): Promise<RestorePlan> =>
    makePlan({
      pool: suite.pool,
      eventLog: suite.log,
      at: given.at,
      everything: given.everything ?? false,
      kafka: 'kafka' in given ? undefined : { transport, topics: testTopics },
    });

  it('keeps everything if Kafka has nothing else', async () => {
    await append(20);
    await published.publish(12);
    const { validUntil, head, relay, voids, newestSeen } = await plan();
    expect({ validUntil, head, newestSeen, place: relay?.position }).toEqual({
      validUntil: 20,
      head: 20,
      newestSeen: 1,
      place: 12,
    });
    expect(voids?.size).toBe(0);
  });

  it('keeps the whole log if Kafka has more events after its end', async () => {
    await append(20);
    await published.publishAll();
    await publishElse(21, 30);
    await loseBehind(20);
    const found = await plan();
    expect(found).toMatchObject({ validUntil: 20, head: 20, relay: { position: 20 } });
    expect(found.seen).toBeGreaterThan(30);
    expect([...(found.voids ?? [])]).toMatchObject([['test.comments', { count: 10, from: 21, to: 30 }]]);
    expect(showPlan(found).join('\n')).toMatch(/Void in test\.comments: 10 records, positions 21 to 30: 10 \w+/);
    // The chain continues from the last valid record of each partition.
    const lasts = Object.values(found.relay?.previous ?? {});
    expect(Math.max(...lasts)).toBe(20);
  });

  it('keeps the log up to where a copy of it diverged', async () => {
    await append(20);
    await published.publishAll();
    await publishElse(21, 30);
    await loseBehind(20);
    await append(14); // written after the backup was restored, and not published
    const found = await plan();
    expect(found).toMatchObject({ validUntil: 20, head: 34, relay: { position: 20 } });
    expect(showPlan(found)[1]).toMatch(/after position 20 were written after the backup/);
  });

  it('ignores what consumers know to be void, and is the same after an interruption', async () => {
    await append(20);
    await published.publishAll();
    await publishElse(21, 30);
    await loseBehind(20);
    const first = await plan();
    await beginRestore(suite.pool, first);
    await append(3); // erasures
    const second = await plan();
    expect(second).toMatchObject({ validUntil: 20, relay: first.relay, voids: first.voids });
    expect(second.seen).toBe(first.seen + 3);
    await beginRestore(suite.pool, second);
    await finishRestore(suite.pool);
    expect(await plan()).toMatchObject({ validUntil: second.seen, voids: new Map() });
    expect((await suite.log.identity()).epochs.map(({ epoch, after }) => ({ epoch, after }))).toEqual([
      { epoch: 1, after: 0 },
      { epoch: 2, after: 20 },
      { epoch: 3, after: 20 },
      { epoch: 4, after: 20 },
      { epoch: 5, after: 20 },
    ]);
  });

  it('begins an epoch that was never published, for a backup of any age', async () => {
    await append(20);
    await published.publishAll();
    const { logId } = await suite.log.identity();
    await publishElse(21, 30, (record) => ({ ...record, headers: { ...record.headers, ce_log: `${logId}.4` } }));
    await loseBehind(20);
    const found = await plan();
    expect(found).toMatchObject({ validUntil: 20, newestSeen: 4 });
    expect(await beginRestore(suite.pool, found)).toBe(6);
  });

  it('goes back before an epoch that began after the log diverged', async () => {
    await append(20);
    await published.publishAll();
    await publishElse(21, 30);
    await loseBehind(20);
    await append(5);
    await suite.pool.query('select bump_position(100)'); // epoch 2 begins after position 25
    const found = await plan();
    expect(found.validUntil).toBe(20);
    expect(await beginRestore(suite.pool, found)).toBe(4);
    expect((await suite.log.identity()).epochs.map(({ after }) => after)).toEqual([0, 20, 20, 20]);
  });

  it('republishes from the first event that Kafka lacks, regardless of the checkpoint in the backup', async () => {
    await append(20);
    await published.publish(20, {
      change: (records) => records.filter(({ headers }) => Number(headers['ce_position']) <= 9),
    });
    expect(await plan()).toMatchObject({ relay: { position: 9 } });
  });

  it('compares backwards until enough records match, or all records on request', async () => {
    await append(2);
    await published.publishAll();
    await publishElse(3, 4);
    await loseBehind(2);
    await append(98);
    await published.publishAll(); // as older versions did, which compared nothing
    const { identity } = await readSettled(suite.pool);
    const look = async (everything: boolean): Promise<number> => {
      const question = { transport, pool: suite.pool, topics: ['test.comments'], partitions: 3, identity, everything };
      return partingOf((await lookIntoKafka({ ...question, looks: { first: 4n, growth: 2n, sure: 3 } })).values());
    };
    expect(await look(false)).toBe(Infinity);
    expect(await look(true)).toBe(2);
    expect(await plan()).toMatchObject({ validUntil: 2, relay: { position: 2 } });
  });

  it('without Kafka, uses the position that an operator gives, or else the end of the log', async () => {
    await append(20);
    expect(await plan({ kafka: undefined })).toMatchObject({ validUntil: 20, voids: undefined, relay: undefined });
    expect(await plan({ kafka: undefined, at: 15 })).toMatchObject({ validUntil: 15 });
    await expect(plan({ at: 21 })).rejects.toThrow(UsedWrongly);
  });

  it('fails if the topics belong to another log', async () => {
    await append(5);
    await published.publish(5, {
      change: (records) =>
        records.map((record) => ({
          ...record,
          headers: { ...record.headers, ce_log: '0b6c3a52-5a3f-4c58-9a0e-2f1f5d1f0a11.1' },
        })),
    });
    await expect(plan()).rejects.toThrow(CannotDo);
    await expect(plan()).rejects.toThrow(/events of another log .*KAFKA_TOPIC_PREFIX/);
  });
});
