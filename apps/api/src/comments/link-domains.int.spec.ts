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

describe('a linked domain', () => {
  it('is new on its first day, with the number of its comments and authors', async () => {
    for (const author of ['ann', 'ann', 'bert']) await domains.note(by(author), today);
    const found = { domain: 'money.example', since: '2026-03-01' };
    expect(await domains.note(by('carl'), today)).toEqual([{ ...found, comments: 4, authors: 3 }]);
    expect(await domains.note(by('carl'), today)).toEqual([{ ...found, comments: 5, authors: 3 }]);
    expect(await domains.note(by('carl', 'b'), today)).toEqual([{ ...found, comments: 1, authors: 1 }]);
    expect(await domains.note(by('carl', 'a', 'other.example'), today)).toMatchObject([{ comments: 1 }]);
  });

  it('counts each of several concurrent comments', async () => {
    const noted = await Promise.all(Array.from({ length: 12 }, (_, at) => domains.note(by(`reader ${at}`), today)));
    const counts = noted.flat().map(({ comments }) => comments);
    expect(counts.toSorted((one, more) => one - more)).toEqual(counts.map((_, at) => at + 1));
  });

  it('no longer counts a comment that was not stored', async () => {
    await domains.note(by('ann'), today);
    await domains.forget(by('ann'));
    expect(await domains.note(by('bert'), today)).toMatchObject([{ comments: 1 }]);
  });

  it('is known from the next day on, and its row then names no author', async () => {
    await domains.note(by('ann'), today);
    expect(await domains.note(by('eve'), daysLater(1))).toEqual([]);
    await domains.note(by('bert', 'a', 'other.example'), daysLater(1));
    const { rows } = await pool.query('select domain, authors from link_domains order by domain');
    expect(rows).toEqual([
      { domain: 'money.example', authors: [] },
      { domain: 'other.example', authors: [Buffer.from('bert')] },
    ]);
  });

  it('is forgotten after 90 days without a link', async () => {
    await domains.note(by('ann'), today);
    await domains.note(by('ann'), daysLater(60));
    await domains.note(by('bert', 'a', 'other.example'), daysLater(150));
    expect((await pool.query('select from link_domains')).rowCount).toBe(2);
    await domains.note(by('bert', 'a', 'other.example'), daysLater(151));
    expect((await pool.query('select from link_domains')).rowCount).toBe(1);
  });
});

it('sends no query for a text without a link', async () => {
  await pool.query('drop table link_domains');
  expect(await domains.note({ site: 'a', domains: [], senders: [] }, today)).toEqual([]);
  await domains.forget({ site: 'a', domains: [], senders: [] });
});
