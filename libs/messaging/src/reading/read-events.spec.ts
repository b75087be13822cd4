import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ceHeaders, toCloudEvent } from '#contracts/cloud-event';
import { MemoryTransport } from '../memory-transport';
import type { OutgoingRecord } from '../record';
import { PlacesInFile } from './places';
import { readEvents, type ReadEventsOptions } from './read-events';
import { HoleFound } from './reading-errors';
import type { ReceivedEvent } from './received-event';

const uuid = (n: number): string => `019ab0f5-3d1a-7b90-8e24-${String(n).padStart(12, '0')}`;
const topic = 'spec.comments';
const log = '0b6c3a52-5a3f-4c58-9a0e-2f1f5d1f0a11.1';

function record(
  position: number,
  prev?: number,
  differences: Partial<Parameters<typeof toCloudEvent>[0]> = {},
): OutgoingRecord {
  const event = toCloudEvent(
    {
      ...{ position, version: 1, eventId: uuid(position), type: 'CommentLiked', schemaVersion: 1, siteId: 'default' },
      ...{ partitionKey: 'default/bridge', sealed: null, meta: {}, recordedAt: new Date('2026-11-23T14:07:31.482Z') },
      data: { commentId: uuid(1), articleId: 'bridge', readerId: uuid(2) },
      ...differences,
    },
    { log, ...(prev !== undefined && { prev }) },
  );
  return { topic, partition: 0, key: event.partitionkey, value: JSON.stringify(event), headers: ceHeaders(event) };
}

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

  /** Reads until so many events are there, then ends. */
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

  it('yields each event once, whatever was delivered twice', async () => {
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

  it('ends at a hole, and says where it is', async () => {
    await transport.publish([record(3), record(5, 3), record(9, 8)]);
    const failure = read(9);
    await expect(failure).rejects.toThrow(HoleFound);
    await expect(failure).rejects.toMatchObject({ after: 5, before: 9 });
    expect(received).toHaveLength(2);
  });

  it('gives events as the service itself sees them', async () => {
    await transport.publish([record(3)]);
    await read(1);
    expect(received[0]?.event).toEqual({
      ...{ type: 'CommentLiked', eventId: uuid(3), siteId: 'default', position: 3, version: 1 },
      ...{ at: new Date('2026-11-23T14:07:31.482Z'), meta: {}, personal: null },
      data: { commentId: uuid(1), articleId: 'bridge', readerId: uuid(2) },
    });
  });

  it('passes on what it does not know, and stubs of parked events, without a shape', async () => {
    const parked = { commentId: uuid(1), articleId: 'bridge', parked: true, reason: 'too large' };
    await transport.publish([record(3, undefined, { type: 'CommentSung' }), record(4, 3, { data: parked })]);
    expect(await read(2)).toEqual([3, 4]);
    expect(received.map(({ event }) => event)).toEqual([undefined, undefined]);
  });

  it('ends at an event that is not what its schema says', async () => {
    await transport.publish([record(3, undefined, { data: { commentId: 7 } })]);
    await expect(read(1)).rejects.toThrow(`event ${uuid(3)} is not what its schema says`);
  });

  it('goes on where it was, with what was kept beside the place', async () => {
    const path = join(directory, 'places.json');
    await transport.publish([record(3), record(5, 3)]);
    await read(2, { places: new PlacesInFile(path, () => received.length) });
    await transport.publish([record(5, 3), record(8, 5)]);
    const places = new PlacesInFile<number>(path, () => received.length);
    expect(places.kept).toBe(2);
    expect(await read(3, { places })).toEqual([3, 5, 8]);
  });
});
