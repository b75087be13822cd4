import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ceHeaders, type CloudEvent, toCloudEvent } from '#contracts/cloud-event';
import { epochMark } from '#contracts/epoch-mark';
import type { BegunEpoch } from '#contracts/log-identity';
import { MemoryTransport } from '#messaging/memory-transport';
import type { OutgoingRecord } from '#messaging/record';
import { logId, publishedLike, uuid } from '#test/support/kafka/published-like';
import { PlacesInFile } from './places.ts';
import { readEvents, type ReadEventsOptions } from './read-events.ts';
import { EventsVoid, type Hole, HoleFound, OtherLog, type VoidEvents } from './reading-errors.ts';
import type { ReceivedEvent } from './received-event.ts';

const topic = 'spec.comments';
const first: BegunEpoch = { epoch: 1, after: 0, reason: 'first', beganAt: new Date(0) };
const second: BegunEpoch = { epoch: 2, after: 5, reason: 'restore', beganAt: new Date(0) };

function record(
  position: number,
  prev?: number,
  differences: Partial<Parameters<typeof toCloudEvent>[0]> = {},
  log = `${logId}.1`,
): OutgoingRecord {
  return asRecord(publishedLike(position, prev, differences, log));
}

const asRecord = (event: CloudEvent): OutgoingRecord => ({
  topic,
  partition: 0,
  key: event.partitionkey,
  value: JSON.stringify(event),
  headers: ceHeaders(event),
});

/** The mark that follows after the log was restored to position 5. */
const restored = (prev: number): OutgoingRecord => {
  const mark = epochMark({ logId, epochs: [first, second] }, second, { topic, partition: 0 });
  return asRecord(toCloudEvent(mark, { log: `${logId}.2`, prev }));
};

describe('reading events', () => {
  let transport: MemoryTransport;
  let received: ReceivedEvent[];
  let directory: string;

  beforeEach(async () => {
    transport = new MemoryTransport();
    await transport.ensureTopics([{ name: topic, partitions: 1, replication: 1 }]);
    received = [];
    directory = mkdtempSync(join(tmpdir(), 'colloquy-places-'));
  });

  afterEach(async () => {
    await transport.close();
    rmSync(directory, { recursive: true });
  });

  /** Reads until `count` events were received, then stops. */
  const read = async (count: number, options: Partial<ReadEventsOptions> = {}): Promise<number[]> => {
    const enough = new AbortController();
    const onEvent = (event: ReceivedEvent): void => {
      received.push(event);
      if (received.length === count) enough.abort();
    };
    const reading = readEvents({ brokers: [], groupId: 'spec', topics: [topic], onEvent, transport, ...options });
    const counted = new Promise<void>((done) => enough.signal.addEventListener('abort', () => done()));
    await Promise.race([counted, reading.finished]);
    await reading.stop();
    return received.map(({ published }) => published.position);
  };

  it('yields each event once if records are delivered twice', async () => {
    await transport.publish([
      record(3),
      record(5, 3),
      record(3),
      record(5, 3),
      record(8, 5),
      record(5, 3),
      record(9, 8),
    ]);
    expect(await read(4)).toEqual([3, 5, 8, 9]);
  });

  it('fails at a hole, and reports its position', async () => {
    await transport.publish([record(3), record(5, 3), record(9, 8)]);
    const failure = read(9);
    await expect(failure).rejects.toThrow(HoleFound);
    await expect(failure).rejects.toMatchObject({ after: 5, before: 9 });
    expect(received).toHaveLength(2);
  });

  it('continues after a hole that `onHole` filled', async () => {
    const holes: Hole[] = [];
    await transport.publish([record(3), record(5, 3), record(9, 8), record(10, 9)]);
    expect(await read(4, { onHole: (hole) => void holes.push(hole) })).toEqual([3, 5, 9, 10]);
    expect(holes).toEqual([{ topic, partition: 0, after: 5, upTo: 8 }]);
  });

  it('requires the first record of a partition, unless told to begin at the oldest one', async () => {
    await transport.publish([record(5, 3), record(8, 5)]);
    await expect(read(2)).rejects.toMatchObject({ name: 'HoleFound', after: 0, before: 5 });
    expect(await read(2, { beginsAt: 'oldest' })).toEqual([5, 8]);
  });

  it("yields events in the service's own shape", async () => {
    await transport.publish([record(3)]);
    await read(1);
    expect(received[0]?.event).toEqual({
      type: 'CommentLiked',
      eventId: uuid(3),
      siteId: 'default',
      position: 3,
      version: 1,
      at: new Date('2026-11-23T14:07:31.482Z'),
      meta: {},
      personal: null,
      data: { commentId: uuid(1), articleId: 'bridge', readerId: uuid(2) },
    });
  });

  it('yields unknown events and parked ones without a parsed event', async () => {
    const parked = { commentId: uuid(1), articleId: 'bridge', parked: true, reason: 'too large' };
    await transport.publish([record(3, undefined, { type: 'CommentSung' }), record(4, 3, { data: parked })]);
    expect(await read(2)).toEqual([3, 4]);
    expect(received.map(({ event }) => event)).toEqual([undefined, undefined]);
  });

  it('fails at an event that does not match its schema', async () => {
    await transport.publish([record(3, undefined, { data: { commentId: 7 } })]);
    await expect(read(1)).rejects.toThrow(`event ${uuid(3)} does not match its schema`);
  });

  it('continues at the stored place, with the state stored with it', async () => {
    const path = join(directory, 'places.json');
    await transport.publish([record(3), record(5, 3)]);
    await read(2, { places: new PlacesInFile(path, () => received.length) });
    await transport.publish([record(5, 3), record(8, 5)]);
    const places = new PlacesInFile<number>(path, () => received.length);
    expect(places.kept).toBe(2);
    expect(await read(3, { places })).toEqual([3, 5, 8]);
  });

  describe('of a restored log', () => {
    const after = (position: number, prev: number): OutgoingRecord => record(position, prev, {}, `${logId}.2`);
    const voided: VoidEvents[] = [];
    const onVoid = (events: VoidEvents): void => void voided.push(events);

    beforeEach(() => {
      voided.length = 0;
      return transport.publish([record(3), record(5, 3), record(8, 5), record(9, 8)]);
    });

    it('reports void events once, and continues after the mark if records are repeated', async () => {
      await transport.publish([restored(5), after(12, 5), record(8, 5), restored(5), after(12, 5), after(13, 12)]);
      expect(await read(6, { onVoid })).toEqual([3, 5, 8, 9, 12, 13]);
      expect(voided).toEqual([{ topic, partition: 0, log: `${logId}.2`, after: 5, upTo: 9 }]);
    });

    it('reports them also to a place stored before records had labels', async () => {
      const path = join(directory, 'places.json');
      writeFileSync(path, JSON.stringify({ places: [{ topic, partition: 0, offset: '4', position: 9 }], state: null }));
      const places = new PlacesInFile(path, () => null);
      await transport.publish([restored(5), after(12, 5)]);
      expect(await read(1, { onVoid, places })).toEqual([12]);
      expect(voided).toMatchObject([{ after: 5, upTo: 9 }]);
    });

    it('does not report them again after a restart', async () => {
      const path = join(directory, 'places.json');
      const keeping = (): PlacesInFile<null> => new PlacesInFile(path, () => null);
      await transport.publish([restored(5), after(12, 5)]);
      await read(5, { onVoid, places: keeping() });
      await transport.publish([restored(5), after(12, 5), after(13, 12)]);
      expect(await read(6, { onVoid, places: keeping() })).toEqual([3, 5, 8, 9, 12, 13]);
      expect(voided).toHaveLength(1);
    });

    it('reports nothing if no void event was read', async () => {
      const path = join(directory, 'places.json');
      writeFileSync(path, JSON.stringify({ places: [{ topic, partition: 0, offset: '4', position: 5 }], state: null }));
      await transport.publish([restored(5), after(12, 5)]);
      expect(await read(1, { onVoid, places: new PlacesInFile(path, () => null) })).toEqual([12]);
      expect(voided).toEqual([]);
    });

    it('fails if void events were read and there is no onVoid', async () => {
      await transport.publish([restored(5), after(12, 5)]);
      const failure = read(6);
      await expect(failure).rejects.toThrow(EventsVoid);
      await expect(failure).rejects.toMatchObject({ voided: { after: 5, upTo: 9 } });
      expect(received).toHaveLength(4);
    });

    it('reports a hole before a mark', async () => {
      const path = join(directory, 'places.json');
      writeFileSync(path, JSON.stringify({ places: [{ topic, partition: 0, offset: '4', position: 3 }], state: null }));
      await transport.publish([restored(5)]);
      await expect(read(1, { onVoid, places: new PlacesInFile(path, () => null) })).rejects.toThrow(HoleFound);
    });

    it('fails at a record of another log', async () => {
      await transport.publish([record(10, 9, {}, '2d3c1f0e-77aa-4f0b-8a5d-0c1d2e3f4a5b.1')]);
      await expect(read(5, { onVoid })).rejects.toThrow(OtherLog);
    });
  });
});
