import type { Pool } from 'pg';
import { lastPosition } from '#contracts/position';
import { createPool } from '#platform/postgres';
import { anAppend, anEvent } from '#test/support/database/appends';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { EventLogs } from '#test/support/database/event-logs';
import { LogFull } from '../append-errors.ts';
import { beginRestore } from './restoring.ts';
import { BumpRefused, bumpPosition, undoBump } from './reach.ts';
import type { EventLog } from '../event-log.ts';

let database: TestDatabase;
let logs: EventLogs;
let log: EventLog;
let pool: Pool;

beforeEach(async () => {
  database = await createTestDatabase();
  logs = new EventLogs();
  log = logs.open(database.url);
  pool = createPool(database.url, 2, 'the spec');
});

afterEach(async () => {
  await logs.close();
  await pool.end();
  await database.drop();
});

/** Skips further than a bump may, as if so many events had been written. */
const skipTo = (position: number): Promise<unknown> =>
  pool.query(`
    alter table position_bumps disable trigger position_bumps_are_near;
    insert into position_bumps (to_position) values (${position});
    alter table position_bumps enable trigger position_bumps_are_near`);

const two = () => anAppend({ events: [anEvent(), anEvent()] });

describe('the last positions', () => {
  it('are assigned one by one, and an append that needs more is refused', async () => {
    await log.append(anAppend());
    await skipTo(lastPosition - 10);
    for (let left = 10; left > 1; left--) {
      expect(await log.append(anAppend())).toMatchObject({ position: lastPosition - left + 1 });
    }
    const tooMany = two();
    await expect(log.append(tooMany)).rejects.toThrow(LogFull);
    expect(await log.append(anAppend())).toMatchObject({ position: lastPosition });
    await expect(log.append(anAppend())).rejects.toThrow('the log is full');
    expect(await log.readStream(tooMany.streamId)).toEqual([]);
    expect(await log.head()).toBe(lastPosition);
    expect(await log.reach()).toBe(lastPosition);
  });

  it('are all assigned when many appends compete for them', async () => {
    await skipTo(lastPosition - 10);
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, two).map((request) => log.append(request)));
    const stored = outcomes.filter(({ status }) => status === 'fulfilled').length;
    for (const one of outcomes) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(LogFull);
    expect((await log.readAfter(0, 100)).length).toBe(2 * stored);
    for (let left = 10 - 2 * stored; left > 0; left--) await log.append(anAppend());
    expect((await log.readAfter(0, 100)).map(({ position }) => position)).toEqual(
      Array.from({ length: 10 }, (_, n) => lastPosition - 9 + n),
    );
  });

  it('are read like all others', async () => {
    await log.append(anAppend());
    await skipTo(lastPosition - 3);
    const appended = [anAppend(), anAppend(), anAppend()];
    for (const request of appended) await log.append(request);
    expect((await log.readAfter(1, 2)).map(({ position }) => position)).toEqual([lastPosition - 2, lastPosition - 1]);
    expect((await log.readAfter(lastPosition - 1, 2)).map(({ position }) => position)).toEqual([lastPosition]);
    expect(await log.readAfter(lastPosition, 2)).toEqual([]);
    expect(await log.readStream(appended[2]!.streamId)).toMatchObject([{ position: lastPosition }]);
    expect(await log.endOfNext(0, lastPosition, 2)).toBe(lastPosition - 2);
    expect(await log.endOfNext(lastPosition - 2, lastPosition, 5)).toBe(lastPosition);
  });
});

describe('a bump', () => {
  it('is refused beyond the positions that a log can have lost, and the error has both numbers', async () => {
    await log.append(anAppend());
    await expect(bumpPosition(pool, 1_764_512_345_678)).rejects.toThrow(BumpRefused);
    await expect(bumpPosition(pool, 1_764_512_345_678)).rejects.toThrow(
      /^positions cannot be bumped to 1764512345678: that is more than 100000000000 beyond 1, .*$/,
    );
    expect(await log.append(anAppend())).toMatchObject({ position: 2 });
  });

  it('leaves the last positions to events, and is possible after the log reached that range', async () => {
    await skipTo(lastPosition - 2e12);
    for (const _ of Array.from({ length: 10 })) await bumpPosition(pool, (await log.reach()) + 1e11);
    await expect(bumpPosition(pool, (await log.reach()) + 1)).rejects.toThrow('are for events alone');
    expect(await bumpPosition(pool, 0)).toBe(lastPosition - 1e12);
    await expect(bumpPosition(pool, lastPosition)).rejects.toThrow(BumpRefused);
  });

  it('is undone if no event was appended after it', async () => {
    await log.append(anAppend());
    await bumpPosition(pool, 1_000);
    await bumpPosition(pool, 1_000_000_000);
    expect(await undoBump(pool, 0)).toBe(1_000);
    expect(await undoBump(pool, 0)).toBe(1);
    expect(await undoBump(pool, 0)).toBeNull();
    expect(await log.append(anAppend())).toMatchObject({ position: 2 });
    await bumpPosition(pool, 5_000);
    expect(await log.append(anAppend())).toMatchObject({ position: 5_001 });
    expect(await undoBump(pool, 0)).toBeNull();
    expect(await log.append(anAppend())).toMatchObject({ position: 5_002 });
  });

  it('is undone no further than to the last position seen', async () => {
    await log.append(anAppend());
    await bumpPosition(pool, 1_000_000_000);
    expect(await undoBump(pool, 40)).toBe(40);
    expect(await undoBump(pool, 40)).toBeNull();
    expect(await log.append(anAppend())).toMatchObject({ position: 41 });
  });

  it('of a restore is not undone, because consumers know the positions published after it', async () => {
    await log.append(anAppend());
    await beginRestore(pool, { validUntil: 1, seen: 700, newestSeen: 1 });
    expect(await undoBump(pool, 0)).toBeNull();
    await bumpPosition(pool, 900);
    expect(await undoBump(pool, 0)).toBe(700);
    expect(await undoBump(pool, 0)).toBeNull();
  });

  it('with a gap of a thousand million positions causes no reads in the gap', async () => {
    await log.append(anAppend());
    await bumpPosition(pool, 1_000_000_000);
    await log.append(anAppend());
    expect(await log.endOfNext(0, 1_000_000_001, 1)).toBe(1);
    expect(await log.endOfNext(1, 1_000_000_001, 1)).toBe(1_000_000_001);
    expect(await log.endOfNext(1, 500, 1)).toBe(500);
    expect(await log.keysBetween(1, 1_000_000_001)).toEqual(['default/an-article']);
  });
});
