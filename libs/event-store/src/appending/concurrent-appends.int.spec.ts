import { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { anEvent } from '#test/support/database/appends';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { EventLogs } from '#test/support/database/event-logs';
import { until } from '#test/support/time/until';
import type { StoredEvent } from '../event.ts';
import type { EventLog } from '../event-log.ts';

const logs = new EventLogs();
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await logs.close();
  await database.drop();
});

const streams = Array.from({ length: 50 }, () => uuidv7());
const attempts = 3_000;

describe('three processes that append to the same fifty streams', () => {
  it('store every acknowledged event exactly once, all visible to a reader that polls meanwhile', async () => {
    const processes = [1, 2, 3].map(() => logs.open(database.url));
    const reader = logs.open(database.url);
    const stop = new AbortController();
    const seen: StoredEvent[] = [];
    const reading = readAlong(reader, seen, stop.signal);

    const acknowledged = (await Promise.all(processes.map((log) => race(log)))).flat();
    const head = await reader.head();
    while ((seen.at(-1)?.position ?? 0) < head) await new Promise(setImmediate);
    stop.abort();
    await reading;

    const stored = await readAll(reader);
    expect(acknowledged.length).toBeGreaterThan(streams.length);
    expect(acknowledged.length).toBeLessThan(3 * attempts);
    expect(stored.map(identity).toSorted()).toEqual(acknowledged.toSorted());
    expect(seen.map(({ eventId }) => eventId)).toEqual(stored.map(({ eventId }) => eventId));
    expect(seen.map(({ position }) => position)).toEqual(stored.map((_, index) => index + 1));
    for (const streamId of streams) {
      const versions = stored.filter((event) => event.streamId === streamId).map(({ version }) => version);
      expect(versions).toEqual(versions.map((_, index) => index + 1));
    }
    expect(await rolledBack()).toBe(0);
  });
});

/**
 * Appends to one stream after another at its last known version, from several callers. Returns the acknowledged events.
 */
async function race(log: EventLog): Promise<string[]> {
  const known = new Map<string, number>();
  const acknowledged: string[] = [];
  let left = attempts;
  const caller = async (): Promise<void> => {
    while (left-- > 0) {
      const streamId = streams[left % streams.length]!;
      const expectedVersion = known.get(streamId) ?? 0;
      const events = left % 3 === 0 ? [anEvent(), anEvent()] : [anEvent()];
      const verdict = await log.append({ streamId, expectedVersion, events });
      if (verdict.kind === 'conflict') known.set(streamId, verdict.actualVersion);
      if (verdict.kind !== 'appended') continue;
      known.set(streamId, verdict.version);
      for (const [index, { eventId }] of events.entries())
        acknowledged.push(
          identity({ eventId, version: expectedVersion + 1 + index, position: verdict.firstPosition + index }),
        );
    }
  };
  await Promise.all(Array.from({ length: 16 }, caller));
  return acknowledged;
}

const identity = ({ position, version, eventId }: Pick<StoredEvent, 'position' | 'version' | 'eventId'>): string =>
  `${position} ${version} ${eventId}`;

async function readAlong(log: EventLog, seen: StoredEvent[], signal: AbortSignal): Promise<void> {
  for await (const batch of log.follow(0, { limit: 100, signal, busyPause: 1, idlePause: 2 })) seen.push(...batch);
}

async function readAll(log: EventLog): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (;;) {
    const batch = await log.readAfter(events.at(-1)?.position ?? 0, 1_000);
    if (batch.length === 0) return events;
    events.push(...batch);
  }
}

// Positions are assigned under a lock, so no flush is rolled back because another one took its positions.
async function rolledBack(): Promise<number> {
  await logs.close();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const statistics = async (): Promise<{ numbackends: number; xact_rollback: number }> => {
    const { rows } = await client.query(
      'select numbackends, xact_rollback::int from pg_stat_database where datname = current_database()',
    );
    return rows[0];
  };
  await until('the other sessions have ended', async () => (await statistics()).numbackends === 1);
  const { xact_rollback } = await statistics();
  await client.end();
  return xact_rollback;
}
