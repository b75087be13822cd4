import { createPool } from '#platform/postgres';
import { type TestDatabase, createTestDatabase } from '#test/support/database/test-database';
import { LinkDomains } from './link-domains.ts';

const today = new Date('2026-03-01T12:00:00Z');
const daysLater = (days: number): Date => new Date(today.getTime() + days * 86_400_000);

let database: TestDatabase;
let pool: ReturnType<typeof createPool>;
let domains: LinkDomains;
beforeEach(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url, 4, 'spec');
  domains = new LinkDomains(pool);
});
afterEach(async () => {
  await pool.end();
  await database.drop();
});

const by = (author: string, site = 'a', domain = 'money.example') => ({
  site,
  domains: [domain],
  senders: [Buffer.from(author), Buffer.from(`${author} yesterday`)],
});

describe('a domain that comments link to', () => {
  it('is new on its first day, in so many comments by so many authors', async () => {
    for (const author of ['ann', 'ann', 'bert', 'carl', 'dora']) await domains.remember(by(author), today);
    const new5 = { domain: 'money.example', since: '2026-03-01', comments: 6 };
    expect(await domains.newOf(by('eve'), today)).toEqual([{ ...new5, authors: 4 }]);
    expect(await domains.newOf(by('ann'), today)).toEqual([{ ...new5, authors: 3 }]);
    expect(await domains.newOf(by('eve', 'b'), today)).toEqual([]);
  });

  it('is known from the next day on, and nobody is known by it', async () => {
    await domains.remember(by('ann'), today);
    expect(await domains.newOf(by('eve'), daysLater(1))).toEqual([]);
    await domains.remember(by('bert', 'a', 'other.example'), daysLater(1));
    const { rows } = await pool.query('select domain, authors from link_domains order by domain');
    expect(rows).toEqual([
      { domain: 'money.example', authors: [] },
      { domain: 'other.example', authors: [Buffer.from('bert')] },
    ]);
  });

  it('is forgotten when nobody linked to it for 90 days', async () => {
    await domains.remember(by('ann'), today);
    await domains.remember(by('ann'), daysLater(60));
    await domains.remember(by('bert', 'a', 'other.example'), daysLater(150));
    expect((await pool.query('select from link_domains')).rowCount).toBe(2);
    await domains.remember(by('bert', 'a', 'other.example'), daysLater(151));
    expect((await pool.query('select from link_domains')).rowCount).toBe(1);
  });
});

it('asks nothing of a text without a link', async () => {
  await pool.query('drop table link_domains');
  expect(await domains.newOf({ site: 'a', domains: [], senders: [] }, today)).toEqual([]);
  await domains.remember({ site: 'a', domains: [], senders: [] }, today);
});
