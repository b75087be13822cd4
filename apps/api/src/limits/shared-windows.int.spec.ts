import { pino } from 'pino';
import { createPool } from '#platform/postgres';
import { type TestDatabase, createTestDatabase } from '#test/support/database/test-database';
import { AddressHashes } from '../addresses/address-hashes.ts';
import { Peppers } from '../addresses/peppers.ts';
import { limitRules } from './limit-rules.ts';
import { RateLimits } from './rate-limits.ts';
import { SharedWindows } from './shared-windows.ts';

let database: TestDatabase;
let pool: ReturnType<typeof createPool>;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url, 2, 'spec');
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const logger = pino({ level: 'silent' });
const ann = { author: 'ann', address: '192.0.2.1', site: 'default' };

describe('two processes', () => {
  it('limit an author together', async () => {
    const processes = [1, 2].map(() => {
      const hashes = new AddressHashes({ keys: { addresses: Buffer.alloc(32, 1) } }, new Peppers(pool, { logger }));
      const limits = new RateLimits(hashes, { rateLimits: true });
      return { limits, windows: new SharedWindows(pool, limits, { logger }) };
    });
    const now = new Date();
    const half = limitRules.post.perAuthor / 2;
    for (const { limits, windows } of processes) {
      for (let n = 0; n < half; n++) await limits.consume('post', ann);
      await windows.sync(now);
    }
    const [first, second] = processes;
    await expect(second?.limits.consume('post', ann)).rejects.toMatchObject({ code: 'too-many-requests' });
    await first?.limits.consume('post', ann);
    await first?.windows.sync(now);
    await expect(first?.limits.consume('post', ann)).rejects.toMatchObject({ code: 'too-many-requests' });
  });

  it('store no names and no addresses', async () => {
    const { rows } = await pool.query<{ key: string }>('select key from rate_limit_windows');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/ann|192\.0/);
  });
});
