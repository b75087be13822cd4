import { createHmac } from 'node:crypto';
import { pino } from 'pino';
import { v7 } from 'uuid';
import { createPool } from '#platform/postgres';
import { type TestDatabase, createTestDatabase } from '#test/support/database/test-database';
import { until } from '#test/support/time/until';
import { forgetAddresses } from '../erasure/forget-addresses.ts';
import { AddressHashes } from './address-hashes.ts';
import { GuestReporters } from './guest-reporters.ts';
import { Peppers } from './peppers.ts';
import { PostAddresses } from './post-addresses.ts';

const logger = pino({ level: 'silent' });
const key = Buffer.alloc(32, 7);
const dayMs = 86_400_000;
const noon = Date.parse('2026-03-01T12:00:00Z');

let database: TestDatabase;
let pools: ReturnType<typeof createPool>[];
/** The current day of the peppers' clock, in days after the first of March. */
let daysLater: number;
/** Stand for two processes of one installation, each with its own caches and connections. */
let here: Process;
let there: Process;
beforeEach(async () => {
  database = await createTestDatabase();
  pools = [];
  daysLater = 0;
  [here, there] = [startProcess(), startProcess()];
});
afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
});

type Process = ReturnType<typeof startProcess>;
function startProcess() {
  const pool = createPool(database.url, 2, 'spec');
  pools.push(pool);
  const peppers = new Peppers(pool, { logger }, () => new Date(noon + daysLater * dayMs));
  const hashes = new AddressHashes({ keys: { addresses: key } }, peppers);
  const posts = new PostAddresses(pool, hashes, peppers, { logger });
  return { pool, peppers, hashes, posts, reporters: new GuestReporters(pool, hashes) };
}

async function post({ posts }: Process, address: string, site = 'default', authorId = v7()): Promise<string> {
  const commentId = v7();
  await posts.note(site, { commentId, authorId }, address);
  return commentId;
}
const rowsOf = async (table: string): Promise<Record<string, unknown>[]> =>
  (await here.pool.query(`select * from ${table} order by day`)).rows as Record<string, unknown>[];

describe('peppers', () => {
  it('are random, one per day, and the same in every process', async () => {
    const [one, other] = await Promise.all([here.peppers.living(), there.peppers.living()]);
    expect(other).toEqual(one);
    daysLater = 1;
    const [next, nextThere] = [await here.peppers.living(), await there.peppers.living()];
    expect(nextThere).toEqual(next);
    expect([...next.keys()]).toEqual(['2026-03-01', '2026-03-02']);
    expect(next.get('2026-03-02')).not.toEqual(next.get('2026-03-01'));
    expect(next.get('2026-03-01')).toEqual(one.get('2026-03-01'));
  });

  it('are deleted after fourteen days with all hashes made with them', async () => {
    const [pepper] = [...(await here.peppers.living()).values()];
    const { hash } = await here.hashes.today('post\ndefault', '192.0.2.1');
    // With key and pepper, a hash can be matched by trying addresses; with the key only, it cannot.
    const again = createHmac(
      'sha256',
      createHmac('sha256', key)
        .update(pepper ?? '')
        .digest(),
    );
    expect(again.update('post\ndefault\n192.0.2.1').digest()).toEqual(hash);
    await post(here, '192.0.2.1');
    await here.reporters.idOf('default', '192.0.2.1');
    daysLater = 13;
    await there.peppers.living();
    expect([...(await here.peppers.living()).keys()]).toContain('2026-03-01');
    expect(await rowsOf('post_addresses')).toHaveLength(1);
    daysLater = 14;
    await there.peppers.living(); // the first process of the new day deletes
    for (const table of ['address_peppers', 'post_addresses', 'guest_reporters', 'banned_networks'])
      expect(JSON.stringify(await rowsOf(table))).not.toContain('2026-03-01');
    expect(await rowsOf('post_addresses')).toEqual([]);
    expect([...(await here.peppers.living()).keys()]).not.toContain('2026-03-01');
    // A process that starts later cannot restore the pepper, even with its clock set back.
    daysLater = 0;
    expect([...(await startProcess().peppers.living()).values()]).not.toContainEqual(pepper);
  });

  it('that were not deleted in time are not used, and are deleted at the next start', async () => {
    await here.peppers.living();
    daysLater = 40; // the service was stopped for weeks
    const starting = startProcess();
    expect([...(await starting.peppers.living()).keys()]).toEqual(['2026-04-10']);
    expect(await rowsOf('address_peppers')).toHaveLength(1);
  });

  it('are in unlogged tables, and so in no write-ahead log and no physical backup', async () => {
    const { rows } = await here.pool.query(
      `select relname from pg_class where relpersistence = 'u' and relname in ('address_peppers', 'post_addresses', 'guest_reporters', 'banned_networks')`,
    );
    expect(rows).toHaveLength(4);
  });

  it('are loaded again after the database was unavailable', async () => {
    const unreachable = createPool('postgres://user@127.0.0.1:1/none', 1, 'spec');
    const database = { query: unreachable.query.bind(unreachable) };
    const peppers = new Peppers(database as unknown as typeof unreachable, { logger });
    await expect(peppers.living()).rejects.toThrow(/ECONNREFUSED/);
    database.query = here.pool.query.bind(here.pool);
    expect((await peppers.living()).size).toBe(1);
    await unreachable.end();
  });
});

describe('comments from one address', () => {
  it('find each other across days and processes, but not across sites', async () => {
    const first = await post(here, '192.0.2.1');
    await post(here, '198.51.100.1');
    await post(here, '192.0.2.1', 'elsewhere');
    daysLater = 5;
    const second = await post(there, '192.0.2.1');
    daysLater = 9;
    const third = await post(here, '::ffff:192.0.2.1');
    expect((await here.posts.sameAs(first)).ids.toSorted()).toEqual([second, third].toSorted());
    expect((await there.posts.sameAs(third)).ids.toSorted()).toEqual([first, second].toSorted());
    expect((await there.posts.sameAs(third)).until).toEqual(new Date('2026-03-24T00:00:00Z'));
  });

  it('are matched until fourteen days after the earlier one', async () => {
    const first = await post(here, '192.0.2.1');
    daysLater = 10;
    const second = await post(here, '192.0.2.1');
    daysLater = 14;
    expect(await there.posts.sameAs(first)).toEqual({ ids: [], until: null });
    const third = await post(there, '192.0.2.1');
    expect((await there.posts.sameAs(second)).ids).toEqual([third]);
    daysLater = 24;
    expect((await there.posts.sameAs(third)).ids).toEqual([]);
  });

  it('take one row each for a new address', async () => {
    for (daysLater = 0; daysLater < 5; daysLater++) await post(here, `192.0.2.${daysLater}`);
    expect(await rowsOf('post_addresses')).toHaveLength(5);
    await post(here, '192.0.2.0');
    expect(await rowsOf('post_addresses')).toHaveLength(7);
  });

  it('are written together while a write runs, and neither delay nor fail a comment', async () => {
    await Promise.all(Array.from({ length: 200 }, () => post(here, '192.0.2.1')));
    expect(await rowsOf('post_addresses')).toHaveLength(200);
    await here.pool.query('alter table post_addresses rename to gone');
    const warn = jest.spyOn(logger, 'warn');
    await Promise.all(Array.from({ length: 30 }, () => post(here, '192.0.2.1')));
    expect(warn.mock.calls).toEqual([[{ code: '42P01', comments: 30 }, expect.stringContaining('could not record')]]);
    warn.mockRestore();
    await here.pool.query('alter table gone rename to post_addresses');
    await post(here, '192.0.2.1');
    expect(await rowsOf('post_addresses')).toHaveLength(201);
  });

  it('are not recorded if the author was erased after the comment', async () => {
    const [erased, other] = [v7(), v7()];
    await here.pool.query(`select erase_subject_key($1, 'default')`, [erased]);
    await Promise.all([erased, other].map((author) => post(here, '192.0.2.1', 'default', author)));
    expect(await rowsOf('post_addresses')).toHaveLength(1);
  });

  it('that are being written while their author is erased are awaited and deleted', async () => {
    const commentId = v7();
    const writer = await here.pool.connect();
    await writer.query('begin');
    await writer.query(`insert into post_addresses values (current_date, '', $1)`, [commentId]);
    const forgotten = forgetAddresses(there.pool, v7(), [commentId]);
    const waits = `select from pg_locks where relation = 'post_addresses'::regclass and not granted`;
    await until('the erasure waits', async () => (await here.pool.query(waits)).rowCount === 1);
    await writer.query('commit');
    writer.release();
    await forgotten;
    expect(await rowsOf('post_addresses')).toEqual([]);
  });
});

describe('reporters without a token', () => {
  const address = '192.0.2.1';

  it('keep their id for fourteen days in every process, and then get a new one', async () => {
    const id = await here.reporters.idOf('default', address);
    expect(await there.reporters.idOf('default', address)).toBe(id);
    daysLater = 13;
    expect(await there.reporters.idOf('default', address)).toBe(id);
    daysLater = 14;
    expect(await here.reporters.idOf('default', address)).not.toBe(id);
  });

  it('have different ids by network and site, even in concurrent requests', async () => {
    const others = [address, '192.0.2.2', '2001:db8:0:100::1'].flatMap((one) => [
      here.reporters.idOf('default', one),
      there.reporters.idOf('default', one),
    ]);
    const ids = await Promise.all([...others, here.reporters.idOf('elsewhere', address)]);
    expect(new Set(ids).size).toBe(4);
  });

  it('are one reporter per IPv6 /56', async () => {
    const [first = '', ...same] = await Promise.all(
      ['2001:db8:0:100::1', '2001:db8:0:1ff:ffff::1', '2001:db8:0:142::'].map((one) =>
        here.reporters.idOf('default', one),
      ),
    );
    expect(new Set([first, ...same]).size).toBe(1);
    expect(await here.reporters.idOf('default', '2001:db8:0:200::1')).not.toBe(first);
  });

  it('have an id that does not depend on the address', async () => {
    const [one, other] = await Promise.all([
      here.reporters.idOf('default', address),
      createTestDatabase().then(async (twin) => {
        const pool = createPool(twin.url, 1, 'spec');
        const peppers = new Peppers(pool, { logger }, () => new Date(noon));
        const id = await new GuestReporters(pool, new AddressHashes({ keys: { addresses: key } }, peppers)).idOf(
          'default',
          address,
        );
        await pool.end();
        await twin.drop();
        return id;
      }),
    ]);
    expect(other).not.toBe(one);
  });
});
