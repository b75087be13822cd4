import { createPool } from '#platform/postgres';
import { StartupError } from '#platform/startup-error';
import { anAppend } from '#test/support/database/appends';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { EventLogs } from '#test/support/database/event-logs';
import { bumpPosition, refuseCheckpointBeyondLog } from './reach.ts';
import type { EventLog } from '../event-log.ts';

let database: TestDatabase;
let logs: EventLogs;
let log: EventLog;

beforeEach(async () => {
  database = await createTestDatabase();
  logs = new EventLogs();
  log = logs.open(database.url);
});

afterEach(async () => {
  await logs.close();
  await database.drop();
});

async function guard(checkpoint: number): Promise<void> {
  refuseCheckpointBeyondLog('the relay', checkpoint, await log.reach());
}

async function bump(to: number): Promise<number> {
  const pool = createPool(database.url, 1, 'colloquy test');
  const bumped = await bumpPosition(pool, to);
  await pool.end();
  return bumped;
}

describe('a checkpoint', () => {
  it('is accepted up to the head of the log', async () => {
    await guard(0);
    await log.append(anAppend());
    await guard(0);
    await guard(1);
  });

  it('is refused beyond the head, with cause and remedy', async () => {
    await log.append(anAppend());
    await expect(guard(2)).rejects.toThrow(StartupError);
    await expect(guard(2)).rejects.toThrow(
      /the relay .* position 2, but the log ends at 1: .*restored.*colloquy restore/,
    );
  });

  it('is accepted after a bump, and the next event comes after it', async () => {
    await log.append(anAppend());
    expect(await bump(1_000)).toBe(1_000);
    await guard(1_000);
    await expect(guard(1_001)).rejects.toThrow(StartupError);
    expect(await log.head()).toBe(1);
    expect(await log.append(anAppend())).toMatchObject({ position: 1_001 });
    expect((await log.readAfter(1_000, 10)).map(({ position }) => position)).toEqual([1_001]);
  });

  it('is never set back by a bump', async () => {
    await bump(1_000);
    await log.append(anAppend());
    expect(await bump(10)).toBe(1_001);
    expect(await bump(10)).toBe(1_001);
    expect(await log.append(anAppend())).toMatchObject({ position: 1_002 });
  });
});
