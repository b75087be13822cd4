import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { ReadModelTables } from '#test/support/read-models/read-model-tables';
import { Story } from '#test/support/histories/story';
import { everything, sightValues } from '../moderation-queue/sight.ts';
import { type SearchFilter, articlesSql, searchSql } from './search-sql.ts';

const beyond = ['9999999999999', '999999999999999'];

describe('a search over 8,000 comments', () => {
  let database: TestDatabase;
  let tables: ReadModelTables;
  let author: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    tables = new ReadModelTables(database.url);
    await tables.create();
    const story = new Story();
    const finding = [{ rule: 'links', ruleVersion: 1, action: 'note' as const, evidence: {} }];
    for (let n = 0; n < 8000; n++) {
      const rare = n % 400 === 0;
      const id = story.post({
        body: `the comment number ${n} ${rare ? 'bridge' : ''}`,
        articleId: `article-${n % 200}`,
        findings: rare ? finding : [],
      });
      if (n === 0) author = story.authorOf(id);
      if (n % 3 === 0) story.post({ status: 'held', articleId: `article-${n % 200}` });
      if (rare) story.decide(id, n % 800 === 0 ? 'CommentRejected' : 'CommentApproved');
    }
    await tables.feed(story.take());
    await tables.pool.query('analyze');
  });
  afterAll(async () => {
    await tables.close();
    await database.drop();
  });

  async function plan(text: string, values: readonly unknown[]): Promise<string> {
    const { rows } = await tables.pool.query<{ 'QUERY PLAN': string }>(`explain (costs off) ${text}`, [...values]);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  }

  const cases: [string, Partial<Record<SearchFilter, string>>, string][] = [
    ['nothing but the site', {}, 'searched_comments_newest'],
    ['a rare word', { words: "'bridge'" }, 'searched_comments_words'],
    ['a common word', { words: "'the'" }, 'searched_comments_newest'],
    ['an author', { author: '' }, 'searched_comments_site_id_author_id'],
    ['an article', { article: 'article-7' }, 'searched_comments_of_article'],
    ['a status', { status: 'approved' }, 'searched_comments_by_status'],
    ['a status on record', { onRecord: 'rejected' }, 'searched_comments_by_record'],
    ['the status published', { status: 'published' }, 'searched_comments_newest'],
    ['a reason', { reason: 'spam' }, 'searched_comments_by_reason'],
    ['a rule', { rule: 'links' }, 'searched_comments_words'],
    ['a day', { from: '2026-06-02T00:00:00Z', to: '2026-06-03T00:00:00Z' }, 'searched_comments_newest'],
  ];
  it.each(cases)(
    'is answered by indexes only, whatever the moderator may see: by %s',
    async (_what, filters, index) => {
      const given = filters.author === undefined ? filters : { author };
      for (const sight of [everything, { queues: ['escalated'], moderatorId: author } as const]) {
        const values = ['default', ...beyond, 21, ...sightValues(sight), ...Object.values(given)];
        const found = await plan(searchSql(Object.keys(given) as SearchFilter[]), values);
        expect(found).toContain(index);
        expect(found).not.toMatch(/Seq Scan on (?:searched_|comments|queue_items)/);
      }
    },
  );

  it.each([
    ['newest first', false, null, 'searched_articles_newest'],
    ['by words', true, null, 'searched_articles'],
    ['with the waiting comments of some queues', false, ['pending', 'reported'], 'queue_items_of_article'],
  ])('lists articles by indexes only: %s', async (_what, words, queues, index) => {
    const client = await tables.pool.connect();
    try {
      await client.query('set enable_seqscan = off'); // a sequential read of only 200 articles is faster
      const values = ['default', beyond[0], '', 21, new Date(), null, 0, queues, ...(words ? ["'bridge':*"] : [])];
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(
        `explain (costs off) ${articlesSql(words)}`,
        values,
      );
      const found = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(found).toContain(index);
      expect(found).not.toContain('Seq Scan');
    } finally {
      await client.query('reset enable_seqscan');
      client.release();
    }
  });
});
