import { pino } from 'pino';
import { v7 } from 'uuid';
import { createPool } from '#platform/postgres';
import { type TestDatabase, createTestDatabase } from '#test/support/database/test-database';
import { AddressHashes } from './address-hashes.ts';
import { BannedNetworks } from './banned-networks.ts';
import { Peppers } from './peppers.ts';
import { household, postsFrom } from './post-addresses.ts';

const logger = pino({ level: 'silent' });
const dayMs = 86_400_000;
const noon = Date.parse('2026-03-01T12:00:00Z');

let database: TestDatabase;
let pool: ReturnType<typeof createPool>;
let daysLater: number;
let hashes: AddressHashes;
beforeEach(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url, 2, 'spec');
  daysLater = 0;
  hashes = new AddressHashes(
    { keys: { addresses: Buffer.alloc(32, 7) } },
    new Peppers(pool, { logger }, () => new Date(noon + daysLater * dayMs)),
  );
});
afterEach(async () => {
  await pool.end();
  await database.drop();
});

const startProcess = (from = pool) => new BannedNetworks(from, hashes, { written: async () => undefined }, { logger });

async function mark(address: string, { kind = 'banned', until = 'infinity', authorId = v7() } = {}): Promise<string> {
  const { day, hash } = await hashes.today(postsFrom('default'), address, household);
  await pool.query('insert into banned_networks (day, hash, author_id, kind, until) values ($1, $2, $3, $4, $5)', [
    ...[day, hash, authorId, kind, until],
  ]);
  return authorId;
}

describe('the network of a banned guest', () => {
  it('is marked for the fourteen days of its pepper', async () => {
    await mark('192.0.2.1');
    daysLater = 13;
    expect(await startProcess().banOf('default', '192.0.2.1')).toBe('banned');
    expect(await startProcess().banOf('elsewhere', '192.0.2.1')).toBeNull();
    daysLater = 14;
    expect(await startProcess().banOf('default', '192.0.2.1')).toBeNull();
    expect((await pool.query('select from banned_networks')).rowCount).toBe(0);
  });

  it('is an IPv4 address or an IPv6 /56', async () => {
    await mark('2001:db8:1:100::1');
    const networks = startProcess();
    expect(await networks.banOf('default', '2001:db8:1:1ff::2')).toBe('banned');
    expect(await networks.banOf('default', '2001:db8:1:200::1')).toBeNull();
  });

  it('is reported as banned if another guest of it was only suspended', async () => {
    await mark('192.0.2.2', { kind: 'suspended' });
    await mark('192.0.2.2');
    expect(await startProcess().banOf('default', '192.0.2.2')).toBe('banned');
  });

  it('costs at most two statements a second for 500 guests, and one without changes', async () => {
    await mark('192.0.2.3');
    const networks = startProcess();
    const query = jest.spyOn(pool, 'query');
    const asked = () => query.mock.calls.filter(([text]) => JSON.stringify(text).includes('banned_networks')).length;
    await Promise.all(Array.from({ length: 500 }, () => networks.banOf('default', '192.0.2.3')));
    expect(asked()).toBe(2);
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 1001);
    await Promise.all(Array.from({ length: 500 }, () => networks.banOf('default', '192.0.2.3')));
    expect(asked()).toBe(3);
    jest.restoreAllMocks();
  });

  it('keeps one anonymous mark for two erased guests, until the later end', async () => {
    const soon = new Date(Date.now() + dayMs).toISOString();
    const [one, other] = [await mark('192.0.2.4', { until: soon }), await mark('192.0.2.4')];
    const networks = startProcess();
    await networks.forgetAuthor(one);
    expect(await networks.forgetAuthor(other)).toMatchObject({ kind: 'banned' });
    const { rows } = await pool.query('select author_id, until from banned_networks');
    expect(rows).toEqual([{ author_id: null, until: Infinity }]);
    expect(await networks.forgetAuthor(other)).toBeNull();
  });

  it('does not fail the ban if it cannot be marked', async () => {
    const unreachable = createPool('postgres://user@127.0.0.1:1/none', 1, 'spec');
    const warn = jest.spyOn(logger, 'warn');
    await startProcess(unreachable).follow(v7(), { kind: 'banned', until: null });
    expect(warn.mock.calls).toEqual([[expect.any(Object), expect.stringContaining('could not mark the networks')]]);
    warn.mockRestore();
    await unreachable.end();
  });
});
