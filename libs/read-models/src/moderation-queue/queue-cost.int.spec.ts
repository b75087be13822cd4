import type { Pool } from 'pg';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { ReadModelTables } from '#test/support/read-models/read-model-tables';
import { Story } from '#test/support/histories/story';
import { batchDecisions, decisionsBy, rejectionsOf } from './past-decisions.ts';
import { itemsOf, queueItems } from './queries.ts';
import { queueSizes } from './queue-sizes.ts';
import { surroundingsOf } from './surroundings.ts';
import { type Sight, everything } from './sight.ts';

const page = { site: 'default', queue: 'pending', limit: 20 } as const;

/** Every query of the desk to this read model. */
const questions: Record<string, (pool: Pool, story: Known, sight: Sight) => Promise<unknown>> = {
  'the sizes of the queues': (pool) => queueSizes(pool, 'default'),
  'a page of a queue': (pool, _known, sight) => queueItems(pool, { ...page, sight }),
  'a page of an article in a queue': (pool, _known, sight) =>
    queueItems(pool, { ...page, sight, article: 'an-article' }),
  'a page of an author in a queue': (pool, { authorId }, sight) =>
    queueItems(pool, { ...page, sight, author: authorId }),
  'items by their comments': (pool, { commentId }, sight) => itemsOf(pool, 'default', [commentId], sight),
  'the surroundings of a comment': (pool, { commentId: id }, sight) =>
    surroundingsOf(pool, { site: 'default', id, sight }),
  "a moderator's decisions": (pool, { moderatorId: moderator }, sight) =>
    decisionsBy(pool, { site: 'default', moderator, limit: 20, sight }),
  "an author's rejected comments": (pool, { authorId }) =>
    rejectionsOf(pool, { site: 'default', article: 'an-article', author: authorId, since: new Date(0), limit: 20 }),
  'the decisions of a batch': (pool, { batchId }) => batchDecisions(pool, 'default', batchId),
};

/** Except for the three rows with a site's queue sizes. */
const wholeTable = /Seq Scan on (?!queue_sizes)/;

interface Known {
  readonly commentId: string;
  readonly authorId: string;
  readonly moderatorId: string;
  readonly batchId: string;
}

describe("the moderators' queue", () => {
  let database: TestDatabase;
  let tables: ReadModelTables;
  let known: Known;

  beforeAll(async () => {
    database = await createTestDatabase();
    tables = new ReadModelTables(database.url);
    await tables.create();
    known = await fill(tables);
  }, 60_000);
  afterAll(async () => {
    await tables.close();
    await database.drop();
  });

  it.each(Object.entries(questions))(
    'answers %s by indexes only, whatever the moderator may see',
    async (_name, ask) => {
      for (const sight of [everything, { queues: ['escalated'], moderatorId: known.moderatorId } as const]) {
        const asked: { text: string; values: unknown[] }[] = [];
        await ask(recording(tables.pool, asked), known, sight);
        expect(asked.length).toBeGreaterThan(0);
        for (const { text } of asked) expect(await planOf(tables.pool, text)).not.toMatch(wholeTable);
      }
    },
  );
});

/** Inserts thousands of comments of every kind, so that the planner never prefers a sequential scan. */
async function fill(tables: ReadModelTables): Promise<Known> {
  const story = new Story();
  const [moderatorId, batchId] = [story.id(), story.id()];
  const authors = Array.from({ length: 300 }, () => story.id());
  let commentId = '';
  for (let n = 0; n < 6000; n++) {
    commentId = story.post({
      status: n % 3 === 0 ? 'published' : 'held',
      articleId: n % 7 === 0 ? 'an-article' : `article-${n}`,
      authorId: String(authors[n % authors.length]),
      body: `comment ${n % 1000}`,
    });
    if (n % 5 === 0) story.report(commentId);
    if (n % 4 === 0)
      story.decide(commentId, 'CommentRejected', n === 0 ? batchId : story.id(), n < 400 ? { moderatorId } : {});
  }
  await tables.feed(story.take());
  await tables.pool.query('analyze');
  return { commentId, authorId: String(authors[1]), moderatorId, batchId };
}

const recording = (pool: Pool, asked: { text: string; values: unknown[] }[]): Pool =>
  ({
    query: (question: { text: string; values: unknown[] }) => {
      asked.push(question);
      return pool.query(question);
    },
  }) as unknown as Pool;

/** Returns the generic plan, which a prepared statement uses in the end. */
async function planOf(pool: Pool, text: string): Promise<string> {
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain (generic_plan) ${text}`);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}
