import { suiteTables } from '#test/support/read-models/suite-tables';
import type { Story } from '#test/support/histories/story';
import { isVisible } from '#contracts/comment-life/visible';
import { CommentStatus } from '#contracts/vocabulary';
import { InvalidCursor } from '../cursor.ts';
import { articleProjection } from '../article/projection.ts';
import { threadProjection } from './projection.ts';
import {
  type ThreadComment,
  type ThreadQuestion,
  commentWithAncestors,
  commentsByIds,
  repliesPage,
  threadPage,
} from './queries.ts';

const page = { site: 'default', article: 'an-article', sort: 'oldest', limit: 20 } as const;

/** Shows a thread in one line: `a(b(c) d)`. A tombstone is †. */
const outline = (comments: readonly ThreadComment[]): string =>
  comments
    .map(({ body, replies = [] }) => `${body ?? '†'}${replies.length > 0 ? `(${outline(replies)})` : ''}`)
    .join(' ');

describe('a thread', () => {
  const tables = suiteTables([articleProjection, threadProjection]);
  let story: Story;

  beforeEach(async () => {
    story = await tables.begin();
  });

  const show = async (question: Partial<ThreadQuestion> = {}) => {
    await tables.feed(story.take());
    return threadPage(tables.pool, { ...page, ...question });
  };

  it('returns replies under their parents, in the order they were written, and the article', async () => {
    const a = story.post({ body: 'a' });
    const b = story.post({ body: 'b' });
    const d = story.post({ body: 'd', parent: a });
    story.post({ body: 'e', parent: b });
    story.post({ body: 'f', parent: d });
    story.post({ body: 'g', parent: a });
    story.post({ body: 'elsewhere', articleId: 'other' });
    const { article, roots, nextCursor } = await show();
    expect(outline(roots)).toBe('a(d(f) g) b(e)');
    expect(article).toMatchObject({ articleId: 'an-article', commentCount: 6, open: true, position: 6 });
    expect(nextCursor).toBeNull();
    expect(roots[0]).toMatchObject({
      id: a,
      parentId: null,
      rootId: a,
      depth: 0,
      replyCount: 2,
      version: 1,
      position: 1,
    });
    expect(roots[0]?.replies?.[0]?.replies?.[0]).toMatchObject({ depth: 2, parentId: d, rootId: a, replyCount: 0 });
  });

  it('is empty for an article without comments', async () => {
    expect(await show()).toEqual({ article: null, roots: [], nextCursor: null });
  });

  it('returns author, text and times', async () => {
    const id = story.post({ body: '*a*', name: 'Ada', badge: 'staff' });
    story.edit(id, '**b**');
    const [comment] = (await show()).roots;
    expect(comment).toEqual({
      id,
      articleId: 'an-article',
      parentId: null,
      rootId: id,
      depth: 0,
      authorId: story.authorOf(id),
      authorName: 'Ada',
      authorPicture: null,
      authorKind: 'member',
      badge: 'staff',
      body: '**b**',
      html: '<p dir="auto"><strong>b</strong></p>\n',
      status: 'published',
      createdAt: story.at(1),
      editedAt: story.at(2),
      likes: 0,
      replyCount: 0,
      version: 2,
      position: 1,
      replies: [],
    });
  });

  it('continues page after page without repeating or skipping comments', async () => {
    for (let n = 0; n < 7; n++) story.like(story.post({ body: `${n}` }), [3, 0, 5, 3, 0, 1, 3][n]);
    await show();
    const walk = async (sort: ThreadQuestion['sort']): Promise<string[]> => {
      const seen: string[] = [];
      for (let cursor: string | undefined; ;) {
        const { roots, nextCursor } = await show({ sort, limit: 2, cursor });
        seen.push(outline(roots));
        if (nextCursor === null) return seen;
        cursor = nextCursor;
      }
    };
    expect(await walk('oldest')).toEqual(['0 1', '2 3', '4 5', '6']);
    expect(await walk('newest')).toEqual(['6 5', '4 3', '2 1', '0']);
    expect(await walk('top')).toEqual(['2 6', '3 0', '5 4', '1']);
  });

  it('returns the first replies of each thread, and a cursor for more', async () => {
    const a = story.post({ body: 'a' });
    const b = story.post({ body: 'b', parent: a });
    for (let n = 1; n <= 5; n++) story.post({ body: `${n}`, parent: n % 2 === 0 ? a : b });
    story.post({ body: 'z' });
    const { roots } = await show({ repliesPerThread: 3 });
    expect(outline(roots)).toBe('a(b(1) 2) z');
    expect(roots[0]?.replyCount).toBe(3);
    expect(roots[1]?.nextReplies).toBeUndefined();
    const first = await repliesPage(tables.pool, { ...page, cursor: roots[0]?.nextReplies ?? '', limit: 2 });
    expect(first.replies.map(({ body, parentId }) => [body, parentId])).toEqual([
      ['3', b],
      ['4', a],
    ]);
    const last = await repliesPage(tables.pool, { ...page, cursor: first.nextCursor ?? '', limit: 2 });
    expect(outline(last.replies)).toBe('5');
    expect(last.nextCursor).toBeNull();
  });

  it('is limited to a depth', async () => {
    const a = story.post({ body: 'a' });
    const b = story.post({ body: 'b', parent: a });
    const c = story.post({ body: 'c', parent: b });
    story.post({ body: 'd', parent: c });
    story.post({ body: 'e', parent: a });
    expect(outline((await show({ depth: 0 })).roots)).toBe('a');
    expect(outline((await show({ depth: 1 })).roots)).toBe('a(b e)');
    expect(outline((await show({ depth: 2 })).roots)).toBe('a(b(c) e)');
    const [root] = (await show({ depth: 1, repliesPerThread: 1 })).roots;
    const more = await repliesPage(tables.pool, { ...page, cursor: root?.nextReplies ?? '', limit: 5 });
    expect(outline(more.replies)).toBe('e');
  });

  it('hides held comments, and shows them once approved', async () => {
    const id = story.post({ body: 'a', status: 'held' });
    expect(await show()).toMatchObject({ article: { commentCount: 0 }, roots: [] });
    story.decide(id, 'CommentApproved');
    expect(await show()).toMatchObject({ article: { commentCount: 1 }, roots: [{ body: 'a', status: 'approved' }] });
  });

  it('keeps a tombstone, without author and text, while it has a visible reply below it', async () => {
    const a = story.post({ body: 'a' });
    const b = story.post({ body: 'b', parent: a });
    const c = story.post({ body: 'c', parent: b });
    story.decide(a, 'CommentRejected');
    story.withdraw(b);
    const { article, roots } = await show();
    expect(outline(roots)).toBe('†(†(c))');
    expect(article?.commentCount).toBe(1);
    expect(roots[0]).toMatchObject({ status: 'rejected', authorName: null, html: null, replyCount: 0 });
    expect(roots[0]?.replies?.[0]).toMatchObject({ status: 'withdrawn', authorName: null, replyCount: 1 });
    story.hold(c);
    expect((await show()).roots).toEqual([]);
    story.decide(c, 'CommentApproved');
    expect(outline((await show()).roots)).toBe('†(†(c))');
  });

  it('shows a comment unchanged when its rejection is undone', async () => {
    const a = story.post({ body: 'a' });
    const rejection = story.decide(a, 'CommentRejected');
    expect((await show()).roots).toEqual([]);
    story.undo(a, rejection, 'published');
    expect((await show()).roots).toMatchObject([{ body: 'a', authorName: 'Ada', status: 'published' }]);
  });

  it.each(['author', 'erasure'] as const)('keeps no personal data of a comment that is gone (%s)', async (because) => {
    const id = story.post({ body: 'a' });
    story.withdraw(id, because);
    await show();
    const { rows } = await tables.pool.query('select * from read.comments');
    expect(rows).toMatchObject([
      { author_name: null, author_picture: null, author_email_hash: null, body: null, html: null },
    ]);
  });

  it('keeps no personal data of an erased author, even before the events of the comments arrive', async () => {
    const [id, other] = [story.post({ body: 'a' }), story.post({ body: 'b' })];
    await show();
    const next = story.post({ body: 'c', authorId: story.authorOf(id) });
    story.edit(id, 'd');
    story.add({ type: 'AuthorErased', data: { authorId: story.authorOf(id), requestedBy: 'author' } });
    await show();
    const { rows } = await tables.pool.query(
      'select id, author_name, author_picture, author_email_hash, body, html from read.comments order by position',
    );
    const nothing = { author_name: null, author_picture: null, author_email_hash: null, body: null, html: null };
    expect(rows).toEqual([
      { id, ...nothing },
      expect.objectContaining({ id: other, author_name: 'Ada', body: 'b' }),
      { id: next, ...nothing },
    ]);
  });

  it('shows an approved comment as published once its text changes', async () => {
    const id = story.post({ body: 'a', status: 'held' });
    story.decide(id, 'CommentApproved');
    await show();
    story.edit(id, 'b');
    expect((await show()).roots).toMatchObject([{ body: 'b', status: 'published' }]);
  });

  it('counts likes without changing the version of the comment', async () => {
    const id = story.post();
    story.like(id, 2);
    await show();
    story.like(id);
    expect((await show()).roots).toMatchObject([{ likes: 3, version: 1 }]);
  });

  it('refuses a cursor of another sort order, and a made-up one', async () => {
    for (let n = 0; n < 3; n++) story.post();
    const { nextCursor } = await show({ limit: 1 });
    const cursor = nextCursor ?? '';
    await expect(show({ sort: 'newest', cursor })).rejects.toThrow(InvalidCursor);
    await expect(show({ cursor: 'nonsense' })).rejects.toThrow(InvalidCursor);
    await expect(repliesPage(tables.pool, { ...page, cursor })).rejects.toThrow(InvalidCursor);
  });

  it('returns one comment whatever its status, with its ancestors', async () => {
    const a = story.post({ body: 'a' });
    const b = story.post({ body: 'b', parent: a });
    const c = story.post({ body: 'c', parent: b, status: 'held' });
    story.decide(a, 'CommentRejected');
    await show();
    const found = await commentWithAncestors(tables.pool, 'default', c);
    expect(found?.comment).toMatchObject({ body: 'c', status: 'held', authorName: 'Ada' });
    expect(found?.ancestors).toMatchObject([
      { id: a, body: null },
      { id: b, body: 'b' },
    ]);
    expect(await commentWithAncestors(tables.pool, 'elsewhere', c)).toBeNull();
    expect([...(await commentsByIds(tables.pool, 'default', [a, c, story.id()])).keys()].toSorted()).toEqual([a, c]);
  });

  it('shows exactly the visible statuses', async () => {
    await show();
    for (const status of CommentStatus.options) {
      const { rows } = await tables.pool.query(
        `insert into read.comments (id, site_id, article_id, root_id, depth, ancestors, author_id, author_kind, status,
           created_at, revision, version, position, likes, reply_count, visible_descendants)
         values ($1, '', '', $1, 0, '{}', $1, '', $2, now(), 1, 1, 1, 0, 0, 0) returning shown`,
        [story.id(), status],
      );
      expect(rows).toEqual([{ shown: isVisible(status) }]);
    }
  });
});
