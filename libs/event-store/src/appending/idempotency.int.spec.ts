import { aKey, anAppend } from '#test/support/database/appends';
import { createTestDatabase, execute, type TestDatabase } from '#test/support/database/test-database';
import { EventLogs } from '#test/support/database/event-logs';

const logs = new EventLogs();
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await logs.close();
  await database.drop();
});

describe('an idempotency key', () => {
  it('is kept for 24 hours, then removed', async () => {
    const log = logs.open(database.url);
    const keys = Array.from({ length: 2_500 }, (_, n) => aKey(`old ${n}`));
    await Promise.all([...keys, aKey('young')].map((idempotency) => log.append(anAppend({ idempotency }))));
    const age = (interval: string, keys: string): Promise<void> =>
      execute(
        database.url,
        `update idempotency_keys set created_at = now() - interval '${interval}' where key like '${keys}'`,
      );
    await age('24 hours 1 minute', 'old %');
    await age('23 hours 59 minutes', 'young');
    expect(await log.pruneIdempotencyKeys()).toBe(2_500);
    expect(await log.pruneIdempotencyKeys()).toBe(0);
    expect(await log.findIdempotent('a caller', 'young')).toBeDefined();
    expect(await log.findIdempotent('a caller', 'old 1')).toBeUndefined();
  });
});
