import { v7 as uuidv7 } from 'uuid';
import { aPersonalEvent, anAppend, anEvent } from '#test/support/database/appends';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { EventLogs } from '#test/support/database/event-logs';
import type { StoredEvent } from '../event.ts';
import type { EventLog } from '../event-log.ts';
import type { EventPage } from './event-reader.ts';

const logs = new EventLogs();
let database: TestDatabase;
let log: EventLog;
const streamId = uuidv7();
const subjectId = uuidv7();

beforeAll(async () => {
  database = await createTestDatabase();
  log = logs.open(database.url);
  for (let version = 0; version < 30; version++) {
    const events = [version % 3 === 0 ? anEvent() : aPersonalEvent(subjectId, 'long '.repeat(2000))];
    await log.append(anAppend({ streamId, expectedVersion: version, events }));
  }
});
afterAll(async () => {
  await logs.close();
  await database.drop();
});

const sealedBytes = (events: readonly StoredEvent[]): number =>
  events.reduce((sum, { sealed }) => sum + (sealed?.length ?? 0), 0);

/** Reads page after page until one is not full. */
async function walk(read: (last: StoredEvent | undefined) => Promise<EventPage>, mostBytes: number) {
  const pages: number[] = [];
  const versions: number[] = [];
  for (let last: StoredEvent | undefined, isFull = true; isFull;) {
    const page = await read(last);
    if (page.events.length > 1) expect(sealedBytes(page.events)).toBeLessThanOrEqual(mostBytes);
    pages.push(page.events.length);
    versions.push(...page.events.map(({ version }) => version));
    last = page.events.at(-1) ?? last;
    isFull = page.isFull;
  }
  return { pages, versions };
}

const all = Array.from({ length: 30 }, (_, n) => n + 1);

describe('a page of the log', () => {
  it.each([1, 15_000, 45_000, 8_000_000])(
    'ends at %d bytes, and the pages together have every event',
    async (bytes) => {
      const { pages, versions } = await walk((last) => log.readPage(last?.position ?? 0, 100, bytes), bytes);
      expect(versions).toEqual(all);
      expect(pages.length > 1).toBe(bytes < 1_000_000);
    },
  );

  it('is full at the maximum number of events, too', async () => {
    const { pages, versions } = await walk((last) => log.readPage(last?.position ?? 0, 7), 8_000_000);
    expect(versions).toEqual(all);
    expect(pages).toEqual([7, 7, 7, 7, 2]);
  });

  it('of a stream ends at its limits, and the pages together have every event of the stream', async () => {
    await log.append(anAppend());
    const most = { limit: 4, bytes: 15_000 };
    const { versions } = await walk((last) => log.readStreamAfter(streamId, last?.version ?? 0, most), most.bytes);
    expect(versions).toEqual(all);
  });
});

describe('an outline of the log', () => {
  it('has everything but sealed data', async () => {
    const { events } = await log.readPage(0, 30);
    const outline = events.map((event) => ({ ...event, sealed: null }));
    expect((await log.readOutlineAfter(0, 30)).events).toEqual(outline);
    expect((await log.readOutlines([streamId])).get(streamId)).toEqual(outline);
  });

  it('is completed by events that are read by id', async () => {
    const wanted = (await log.readStream(streamId)).filter(({ version }) => version === 2 || version === 9);
    const ids = wanted.map(({ eventId }) => eventId);
    expect(await log.readEvents([streamId], [...ids, uuidv7()])).toEqual(wanted);
  });
});
