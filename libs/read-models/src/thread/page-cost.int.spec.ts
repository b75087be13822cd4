import { byteBudgets } from '#contracts/byte-budgets';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { ReadModelTables } from '#test/support/read-models/read-model-tables';
import { Story } from '#test/support/histories/story';
import { articleProjection } from '../article/projection.ts';
import { ancestorsSql, repliesSql, walks } from './page-sql.ts';
import { threadProjection } from './projection.ts';

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

const limit = 20;
const replies = 20;
const bytes = byteBudgets.thread;

describe('a page of an article with 10,000 comments', () => {
  let database: TestDatabase;
  let tables: ReadModelTables;
  let busiest: string;
  let deepest: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    tables = new ReadModelTables(database.url, [articleProjection, threadProjection]);
    await tables.create();
    const story = new Story();
    busiest = story.post();
    const parents = Array.from({ length: 2000 }, () => story.post());
    for (let n = 0; n < 3000; n++) story.post({ parent: busiest });
    for (let n = 0; n < 5000; n++)
      parents.push(story.post({ parent: parents[(n * 7919) % parents.length] ?? busiest }));
    deepest = parents.at(-1) ?? busiest;
    for (let n = 0; n < 2000; n++) story.like(parents[(n * 31) % 2000] ?? busiest);
    for (let n = 0; n < 500; n++) story.post({ articleId: `a-small-article-${n}` });
    await tables.feed(story.take());
    await tables.pool.query('analyze');
  });
  afterAll(async () => {
    await tables.close();
    await database.drop();
  });

  /** Runs the generic plan, which prepared statements use after five executions. */
  async function scans(sql: string, types: string, values: readonly (string | number)[]): Promise<PlanNode[]> {
    const client = await tables.pool.connect();
    try {
      await client.query('set plan_cache_mode = force_generic_plan');
      await client.query(`prepare page (${types}) as ${sql}`);
      const literals = values.map((value) => client.escapeLiteral(String(value))).join(', ');
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
        `explain (analyze, format json) execute page (${literals})`,
      );
      return scansIn(rows[0]?.['QUERY PLAN'][0].Plan);
    } finally {
      await client.query('deallocate all');
      await client.query('reset plan_cache_mode');
      client.release();
    }
  }

  const most = 1 + (limit + 1) + (limit + 1) * (replies + 1);

  it.each(['oldest', 'newest', 'top'] as const)(
    'is found by indexes only, and reads no more than it shows: %s',
    async (sort) => {
      const { text, first } = walks[sort];
      const types = [
        'text',
        'text',
        'int',
        'int',
        'int',
        'int',
        ...(sort === 'top' ? ['int', 'bigint'] : ['bigint']),
      ].join(', ');
      const values = ['default', 'an-article', limit + 1, replies + 1, 1000, bytes];
      const plan = await scans(text, types, [...values, ...first]);
      expect(new Set(plan.map((node) => node['Relation Name']))).toEqual(new Set(['articles', 'comments']));
      expectBounded(plan, most);
      const middle = sort === 'top' ? [1, 1000] : [1000];
      expectBounded(await scans(text, types, [...values, ...middle]), most);
    },
  );

  it('costs no more if it is limited to a depth', async () => {
    const values = ['default', 'an-article', limit + 1, replies + 1, 1, bytes, 0];
    expectBounded(await scans(walks.oldest.text, 'text, text, int, int, int, int, bigint', values), most);
  });

  it('continues a thread of 3,000 replies at the same cost', async () => {
    const values = [busiest, 4000, 1000, replies + 1, 'default', 'an-article', bytes];
    expectBounded(await scans(repliesSql, 'uuid, bigint, int, int, text, text, int', values), replies + 1);
  });

  it('finds the ancestors of a comment by primary key', async () => {
    expectBounded(await scans(ancestorsSql, 'uuid, text, int', [deepest, 'default', bytes]), 101);
  });
});

function scansIn(plan: PlanNode | undefined): PlanNode[] {
  if (!plan) throw new Error('there is no plan');
  const below = (plan.Plans ?? []).flatMap(scansIn);
  return plan['Relation Name'] === undefined ? below : [plan, ...below];
}

function expectBounded(found: readonly PlanNode[], rows: number): void {
  const read = found.map(
    (node) => (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
  );
  expect(found.map((node) => node['Node Type'])).toEqual(
    found.map(() => expect.stringMatching(/^Index (Only )?Scan$/)),
  );
  expect(read.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(rows);
}
