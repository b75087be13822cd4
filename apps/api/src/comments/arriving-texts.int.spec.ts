import { pino } from 'pino';
import { v7 } from 'uuid';
import { defaultPolicy } from '#contracts/policy';
import type { Wave } from '#domain/screening/phase';
import { createPool } from '#platform/postgres';
import { type TestDatabase, createTestDatabase } from '#test/support/database/test-database';
import { AddressHashes } from '../addresses/address-hashes.ts';
import { Peppers } from '../addresses/peppers.ts';
import { Afterwards } from '../commands/afterwards.ts';
import type { Executed } from '../commands/command-executor.ts';
import { type ArrivingText, ArrivingTexts } from './arriving-texts.ts';
import { measureText } from './measure-text.ts';
import { LinkDomains } from './link-domains.ts';
import { RecentLikenesses } from './recent-likenesses.ts';
import { type Sender, Senders } from './senders.ts';

const keys = { texts: Buffer.alloc(32, 5), addresses: Buffer.alloc(32, 6) };
const given = { keys, logger: pino({ level: 'silent' }) };
const noon = new Date('2026-03-01T12:00:00Z');
const later = (minutes: number): Date => new Date(noon.getTime() + minutes * 60_000);
const spam = (name: string): string => `Hello ${name}, my uncle earns ninety dollars an hour at home, and so can you`;
const other = 'The council promised us a new bridge four years ago, and none of us has seen anything of it';

let database: TestDatabase;
let pool: ReturnType<typeof createPool>;
let clock: Date;
/** Two processes of one installation. */
let here: ArrivingTexts;
let there: ArrivingTexts;
beforeEach(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url, 8, 'spec');
  clock = noon;
  [here, there] = [startProcess(), startProcess()];
});
afterEach(async () => {
  await pool.end();
  await database.drop();
});

function startProcess(): ArrivingTexts {
  const peppers = new Peppers(pool, given, () => clock);
  const senders = new Senders(given, new AddressHashes(given, peppers));
  const sites = { pageOrigins: () => [] };
  return new ArrivingTexts(
    new RecentLikenesses(pool, given),
    new LinkDomains(pool),
    senders,
    sites,
    new Afterwards(given),
  );
}

const waveOf = async (text: ArrivingText, at = noon): Promise<Wave | null> =>
  (await text.alike(defaultPolicy, at)).wave;

const member = (id: string): Sender => ({ id, kind: 'member', address: '192.0.2.1' });
const guest = (address: string): Sender => ({ id: v7(), kind: 'guest', address });
const texts = async (): Promise<number | null> => (await pool.query('select from recent_likenesses')).rowCount;

interface Sent {
  readonly at?: Date;
  readonly body?: string;
  readonly commentId?: string;
  readonly site?: string;
}
const send = (to: ArrivingTexts, sender: Sender, { at = noon, body, commentId = v7(), site = 'a' }: Sent = {}) =>
  waveOf(to.of({ site, commentId, text: measureText(body ?? spam(sender.id.slice(0, 6))), sender }), at);

describe('nearly equal texts', () => {
  it('count by author across processes, under the id of the first comment', async () => {
    const first = v7();
    expect(await send(here, member('ann'), { commentId: first })).toMatchObject({ id: first, authors: 1 });
    expect(await send(there, member('bert'))).toMatchObject({ id: first, authors: 2 });
    expect(await send(there, member('bert'))).toMatchObject({ id: first, authors: 2 });
    expect(await send(here, guest('192.0.2.7'))).toMatchObject({ id: first, authors: 3 });
    expect(await send(here, member('eve'), { body: other })).toMatchObject({ authors: 1 });
    expect(await send(here, member('eve'), { site: 'b' })).toMatchObject({ authors: 1 });
    expect(await send(here, member('eve'), { body: 'Thank you!' })).toBeNull();
  });

  it('count guests of one network once, under different names and across midnight', async () => {
    clock = new Date('2026-03-01T23:50:00Z');
    await send(here, guest('192.0.2.7'), { at: clock });
    expect(await send(there, guest('192.0.2.7'), { at: clock })).toMatchObject({ authors: 1 });
    clock = new Date('2026-03-02T00:10:00Z');
    expect(await send(there, guest('192.0.2.7'), { at: clock })).toMatchObject({ authors: 1 });
    expect(await send(here, guest('2001:db8::1'), { at: clock })).toMatchObject({ authors: 2 });
    expect(await send(here, guest('2001:db8:0:7::9'), { at: clock })).toMatchObject({ authors: 2 });
  });

  it('no longer count an hour after they were sent', async () => {
    await send(here, member('ann'));
    await send(there, member('bert'), { at: later(59) });
    expect(await send(there, member('carl'), { at: later(61) })).toMatchObject({ authors: 2 });
    expect(await send(there, member('dora'), { at: later(200) })).toMatchObject({ authors: 1 });
    expect(await texts()).toBe(1);
  });

  it('get consecutive numbers when sent at once by different authors', async () => {
    const senders = Array.from({ length: 40 }, (_, number) => member(`reader ${number}`));
    const waves = await Promise.all(senders.map((sender, number) => send(number % 2 ? here : there, sender)));
    const counts = waves.map((wave) => wave?.authors ?? 0).toSorted((one, more) => one - more);
    expect(counts).toEqual(senders.map((_, number) => number + 1));
    expect(new Set(waves.map((wave: Wave | null) => wave?.id)).size).toBe(1);
  });

  it('take one row when one author repeats the text', async () => {
    for (let time = 0; time < 20; time++) await send(here, member('ann'));
    expect(await texts()).toBe(1);
  });

  it('are still recognised when 50 rows keep their hashes and further rows do not', async () => {
    for (let number = 0; number < 60; number++) await send(here, member(`reader ${number}`));
    expect(await send(here, member('eve'), { at: later(9) })).toMatchObject({ authors: 61 });
    const { rowCount } = await pool.query(`select from recent_likenesses where bands <> '{}'`);
    expect(rowCount).toBe(50);
  });
});

describe('a text that is not stored', () => {
  const appended: Executed = { kind: 'appended', events: [], eventIds: [], position: 1, version: 1, at: noon };
  const ended = async (executing: () => Promise<Executed>): Promise<number | null> => {
    const text = here.of({ site: 'a', commentId: v7(), text: measureText(spam('Ann')), sender: member('ann') });
    await waveOf(text);
    await here.forgetUnlessStored(executing(), text).catch(() => undefined);
    return texts();
  };

  it('is removed from the counts', async () => {
    expect(await ended(() => Promise.reject(new Error('refused')))).toBe(0);
    expect(await ended(() => Promise.resolve({ kind: 'unchanged', position: 1, version: 1 }))).toBe(0);
    expect(await ended(() => Promise.resolve(appended))).toBe(1);
    expect(await ended(() => Promise.reject(new Error('refused')))).toBe(1);
  });

  it('is recorded once when its facts are gathered twice', async () => {
    const text = here.of({ site: 'a', commentId: v7(), text: measureText(spam('Ann')), sender: member('ann') });
    await Promise.all([waveOf(text), waveOf(text)]);
    expect(await texts()).toBe(1);
  });
});

it('counts a domain that an edit adds, but not one that the text had before', async () => {
  const edit = async (before: string) => {
    const text = here.of({
      site: 'a',
      commentId: v7(),
      text: measureText('See https://money.example'),
      sender: member('ann'),
    });
    return (await text.alike(defaultPolicy, noon, before)).newDomains.map(({ comments }) => comments);
  };
  expect(await edit('See')).toEqual([1]);
  expect(await edit('https://money.example')).toEqual([]);
  expect(await edit('')).toEqual([2]);
});

it('sends no query if the policy holds no waves, or for a short text without links', async () => {
  await pool.query('drop table recent_likenesses; drop table link_domains; drop table address_peppers');
  const off = here.of({ site: 'a', commentId: v7(), text: measureText(spam('Ann')), sender: guest('192.0.2.7') });
  expect(await off.alike({ ...defaultPolicy, holdWaves: 0 }, noon)).toEqual({ wave: null, newDomains: [] });
  expect(await send(here, guest('192.0.2.7'), { body: 'Thank you!' })).toBeNull();
});

it('stores no name, no word and no address', async () => {
  await send(here, { ...guest('192.0.2.7'), id: 'ann' });
  const { rows } = await pool.query<{ row: string }>('select l::text as row from recent_likenesses l');
  expect(rows).toHaveLength(1);
  expect(rows[0]?.row).not.toMatch(/ann|uncle|192\.0/i);
});

it('fails while the database fails, and works again afterwards', async () => {
  await pool.query('alter table recent_likenesses rename to gone');
  await expect(send(here, member('ann'))).rejects.toThrow('recent_likenesses');
  await pool.query('alter table gone rename to recent_likenesses');
  expect(await send(here, member('ann'))).toMatchObject({ authors: 1 });
});
