import type { Pool, QueryConfig, QueryResult } from 'pg';
import { suiteTables } from '#test/support/read-models/suite-tables';
import type { Story } from '#test/support/histories/story';
import { byteBudgets } from '#contracts/byte-budgets';
import { jsonBytes } from './json-bytes.ts';
import { newestOfArticle, newestOfSite } from './newest-comments.ts';
import { everything } from '../moderation-queue/sight.ts';
import {
  type ThreadComment,
  type ThreadQuestion,
  commentWithAncestors,
  commentsByIds,
  repliesPage,
  threadPage,
} from './queries.ts';
import { surroundingsOf } from '../moderation-queue/surroundings.ts';
import { waitingComments } from './waiting-comments.ts';

const place = { site: 'default', article: 'an-article' } as const;
/** 10,000 characters each, chosen to be longest as UTF-8, as JSON and as HTML. */
const longest = ['你', '<', '"\n', '\u0001', '😀', '&', 'http://a.b/ü ', '> - '].map((piece) =>
  piece.repeat(10_000 / piece.length).trim(),
);

/** Counts the bytes that PostgreSQL returns. */
function counting(pool: Pool): { pool: Pool; bytes: () => number } {
  let bytes = 0;
  const query = async (config: QueryConfig): Promise<QueryResult> => {
    const result = await pool.query(config);
    bytes += Buffer.byteLength(JSON.stringify(result.rows));
    return result;
  };
  return { pool: { query } as unknown as Pool, bytes: () => bytes };
}

describe('a page of a thread', () => {
  const tables = suiteTables();
  let story: Story;
  beforeEach(async () => {
    story = await tables.begin();
  });

  const flat = (tree: readonly ThreadComment[]): ThreadComment[] =>
    tree.flatMap((one) => [one, ...flat(one.replies ?? [])]);
  const bytesIn = (tree: readonly ThreadComment[]): number => flat(tree).reduce((sum, one) => sum + jsonBytes(one), 0);

  /** Follows every cursor of threads and replies, as a client that reads everything does. */
  async function walk(
    question: Omit<ThreadQuestion, 'site' | 'article'>,
    between: () => Promise<void> = async () => undefined,
  ): Promise<string[]> {
    const most = question.budget?.bytes ?? byteBudgets.thread;
    const seen: string[] = [];
    const known = new Set<string>();
    const see = (tree: readonly ThreadComment[], page: readonly ThreadComment[]): void => {
      if (flat(page).length > 1) expect(bytesIn(page)).toBeLessThanOrEqual(most);
      for (const one of flat(tree)) {
        seen.push(one.id);
        known.add(one.id);
        // A reply is returned after its parent, or together with it.
        expect(one.parentId === null || known.has(one.parentId)).toBe(true);
      }
    };
    for (let cursor: string | null | undefined; cursor !== null;) {
      const { roots, nextCursor } = await threadPage(tables.pool, { ...place, ...question, cursor });
      see(roots, roots);
      await between();
      for (const root of roots)
        for (let more = root.nextReplies ?? null; more !== null;) {
          const page = await repliesPage(tables.pool, {
            ...place,
            cursor: more,
            limit: question.limit,
            ...(question.budget && { budget: question.budget }),
          });
          see(page.replies, page.replies);
          await between();
          more = page.nextCursor;
        }
      cursor = nextCursor;
    }
    return seen;
  }

  /**
   * Posts top-level comments with many replies, with none, and with nested ones. Some are tombstones with visible
   * replies.
   */
  async function newsroom(): Promise<string[]> {
    const all: string[] = [];
    const post = (parent?: string): string => {
      const size = [10, 200, 3000][all.length % 3] ?? 10;
      all.push(story.post({ body: `${all.length} `.repeat(size / 4), ...(parent !== undefined && { parent }) }));
      return all.at(-1) ?? '';
    };
    for (let n = 0; n < 9; n++) {
      const root = post();
      story.like(root, n % 4);
      const parents = [root];
      for (let reply = 0; reply < [0, 1, 30, 5][n % 4]!; reply++)
        parents.push(post(parents[(reply * 7) % parents.length]));
      if (parents.length > 2) story.decide(parents[1] ?? root, 'CommentRejected');
    }
    await tables.feed(story.take());
    const { rows } = await tables.pool.query<{ id: string }>('select id from read.comments where shown order by id');
    return rows.map(({ id }) => id);
  }

  const smallBudget = { bytes: 8000, weigh: jsonBytes };

  it.each(['oldest', 'newest', 'top'] as const)(
    'reaches every comment exactly once, wherever pages end: %s',
    async (sort) => {
      const all = await newsroom();
      for (const limit of [1, 3, 100])
        for (const bytes of [1, 2500, 8000, byteBudgets.thread]) {
          const seen = await walk({ sort, limit, budget: { bytes, weigh: jsonBytes } });
          expect(seen.toSorted()).toEqual(all);
        }
    },
  );

  it('reaches every comment down to a depth', async () => {
    await newsroom();
    const ofDepth = async (depth: number) =>
      (await tables.pool.query<{ id: string }>('select id from read.comments where shown and depth <= $1', [depth]))
        .rows;
    for (const depth of [0, 1, 2]) {
      const seen = await walk({ sort: 'oldest', limit: 2, depth, budget: smallBudget });
      expect(seen.toSorted()).toEqual((await ofDepth(depth)).map(({ id }) => id).toSorted());
    }
  });

  it.each(['oldest', 'newest'] as const)('misses none while others are written: %s', async (sort) => {
    const all = await newsroom();
    let written = 0;
    const seen = await walk({ sort, limit: 2, budget: smallBudget }, async () => {
      if (written++ > 8) return;
      story.post({ body: 'meanwhile' });
      story.post({ body: 'meanwhile', parent: all[written % all.length] ?? '' });
      await tables.feed(story.take());
    });
    expect(new Set(seen).size).toBe(seen.length);
    expect(all.filter((id) => !seen.includes(id))).toEqual([]);
  });

  it('gives bytes to top-level comments first, then to the first reply of each', async () => {
    const [a, b] = [story.post({ body: 'a' }), story.post({ body: 'b' })];
    for (let n = 0; n < 20; n++) story.post({ body: 'long'.repeat(400), parent: a });
    story.post({ body: 'short', parent: b });
    await tables.feed(story.take());
    const { roots } = await threadPage(tables.pool, { ...place, sort: 'oldest', limit: 9, budget: smallBudget });
    expect(roots.map(({ body }) => body)).toEqual(['a', 'b']);
    expect(roots[0]?.nextReplies).toBeDefined();
    expect(roots[1]?.replies).toMatchObject([{ body: 'short' }]);
    expect(roots[1]?.nextReplies).toBeUndefined();
  });

  it('returns a comment that exceeds the budget on its own', async () => {
    for (const body of ['a', 'b'.repeat(9000), 'c']) story.post({ body });
    await tables.feed(story.take());
    const budget = { bytes: 3000, weigh: jsonBytes };
    const pages: number[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await threadPage(tables.pool, { ...place, sort: 'oldest', limit: 9, cursor, budget });
      pages.push(page.roots.length);
      cursor = page.nextCursor;
    }
    expect(pages).toEqual([1, 1, 1]);
  });

  it('reads little more than it may show, whatever the texts', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 12; n++)
      for (const body of longest) {
        const root = story.post({ body });
        ids.push(root, story.post({ body, parent: root }));
      }
    await tables.feed(story.take());
    for (const sort of ['oldest', 'newest', 'top'] as const) {
      const read = counting(tables.pool);
      const { roots } = await threadPage(read.pool, { ...place, sort, limit: 100 });
      expect(read.bytes()).toBeLessThan(7 * byteBudgets.thread);
      expect(bytesIn(roots)).toBeLessThanOrEqual(byteBudgets.thread);
      expect(roots.length).toBeGreaterThan(3);
    }
    expect((await walk({ sort: 'newest', limit: 100 })).toSorted()).toEqual(ids.toSorted());
  });

  it.each(['article', 'site'] as const)('of a feed reaches every comment once: %s', async (of) => {
    for (let n = 0; n < 10; n++) for (const body of longest) story.post({ body });
    await tables.feed(story.take());
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const asked = { ...place, limit: 50, cursor, weigh: jsonBytes };
      const page = await (of === 'site' ? newestOfSite(tables.pool, asked) : newestOfArticle(tables.pool, asked));
      expect(bytesIn(page.comments)).toBeLessThanOrEqual(byteBudgets.feed);
      seen.push(...page.comments.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect([new Set(seen).size, seen.length]).toEqual([80, 80]);
  });
});

describe('long texts in a list without a cursor', () => {
  const tables = suiteTables();
  let story: Story;
  beforeEach(async () => {
    story = await tables.begin();
  });

  const lengths = (comments: readonly ThreadComment[]) => comments.map(({ body }) => body?.length);
  const conversation = async (count: number): Promise<string[]> => {
    const ids = [story.post({ body: 'short' })];
    while (ids.length < count) ids.push(story.post({ body: 'word '.repeat(2000).trim(), parent: ids.at(-1) ?? '' }));
    await tables.feed(story.take());
    return ids;
  };

  it('are complete nearest to a permalink, and shortened and marked further up', async () => {
    const ids = await conversation(60);
    const found = await commentWithAncestors(tables.pool, 'default', ids.at(-1) ?? '');
    const { comment, ancestors = [] } = found ?? {};
    expect(comment).toMatchObject({ body: expect.stringMatching(/^word .{9994}$/), status: 'published' });
    expect(ancestors.map(({ id }) => id)).toEqual(ids.slice(0, -1));
    expect(ancestors.reduce((sum, one) => sum + jsonBytes(one), 0)).toBeLessThan(byteBudgets.ancestors + 60 * 2000);
    expect(ancestors[0]).not.toHaveProperty('excerpt');
    expect(ancestors[1]).toMatchObject({ excerpt: true, body: expect.stringMatching(/^word .*word…$/) });
    expect(ancestors[1]?.html).toBe(`<p dir="auto">${ancestors[1]?.body}</p>\n`);
    expect(ancestors.at(-1)).not.toHaveProperty('excerpt');
  });

  it('are complete nearest to a comment under review', async () => {
    const ids = await conversation(40);
    const found = await surroundingsOf(tables.pool, { site: 'default', id: ids.at(-1) ?? '', sight: everything });
    expect(found?.ancestors.filter(({ excerpt }) => excerpt).length).toBeGreaterThan(20);
    for (let n = 0; n < 10; n++) story.post({ body: longest[n % longest.length] ?? '', parent: ids[1] ?? '' });
    await tables.feed(story.take());
    const { replies = [] } =
      (await surroundingsOf(tables.pool, { site: 'default', id: ids[1] ?? '', sight: everything })) ?? {};
    expect(replies.length).toBe(10);
    expect(replies[0]).not.toHaveProperty('excerpt');
    expect(replies.at(-1)).toHaveProperty('excerpt', true);
  });

  it('are complete in the requested order of comments', async () => {
    const ids = await conversation(5);
    const found = await commentsByIds(tables.pool, 'default', ids.toReversed(), 30_000);
    expect(lengths(ids.toReversed().map((id) => found.get(id) as ThreadComment))).toEqual([9999, 200, 200, 200, 5]);
  });

  it("are complete or missing in the list of one's own waiting comments", async () => {
    const authorId = story.id();
    const waiting = Array.from({ length: 20 }, () =>
      story.post({ body: 'word '.repeat(2000).trim(), status: 'held', authorId }),
    );
    await tables.feed(story.take());
    const found = await waitingComments(tables.pool, { ...place, author: authorId, limit: 20 });
    expect(found.map(({ id }) => id)).toEqual(waiting.toReversed().slice(0, found.length));
    expect([found.length < 20, found.length > 3]).toEqual([true, true]);
    expect(new Set(lengths(found))).toEqual(new Set([9999]));
  });
});
