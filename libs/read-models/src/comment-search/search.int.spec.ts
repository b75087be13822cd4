import type { CommentStatus } from '#contracts/vocabulary';
import { suiteTables } from '#test/support/read-models/suite-tables';
import type { Story } from '#test/support/histories/story';
import { InvalidCursor } from '../cursor.ts';
import { everything } from '../moderation-queue/sight.ts';
import { type CommentSearch, searchComments } from './queries.ts';

const finding = (rule: string) => ({ rule, ruleVersion: 1, action: 'note' as const, evidence: {} });

describe('a search over comments', () => {
  const tables = suiteTables();
  let story: Story;

  beforeEach(async () => {
    story = await tables.begin();
  });

  const search = async (wanted: Partial<CommentSearch> = {}) => {
    await tables.feed(story.take());
    return searchComments(tables.pool, { site: 'default', sight: everything, limit: 10, ...wanted });
  };
  const found = async (wanted: Partial<CommentSearch> = {}) =>
    (await search(wanted)).items.map(({ comment }) => comment.body);

  it('finds every comment that has all the words, the newest first', async () => {
    for (const body of ['the bridge is closed', 'close the bridge', 'the council', 'Brücke']) story.post({ body });
    expect(await found({ q: 'bridge clo' })).toEqual(['close the bridge', 'the bridge is closed']);
    expect(await found({ q: 'THE' })).toEqual(['the council', 'close the bridge', 'the bridge is closed']);
    expect(await found({ q: 'brucke' })).toEqual(['Brücke']);
    expect(await found({ q: 'bridge council' })).toEqual([]);
    expect(await found({ q: '...' })).toEqual([]);
  });

  it.each([
    ['Arabic', 'كتاب', 'كِتَابٌ جديد'],
    ['Chinese', '评论', '我喜欢这个评论系统'],
    ['Thai', 'ความคิดเห็น', 'นี่คือความคิดเห็นของฉัน'],
    ['German', 'strasse', 'Die Straße'],
    ['an emoji', '🤡', 'you 🤡'],
    ['quotes and backslashes', `o'neil\\`, "O'Neil"],
  ])('finds %s', async (_what, q, body) => {
    story.post({ body });
    story.post({ body: 'something else' });
    expect(await found({ q })).toEqual([body]);
  });

  it('follows edits, and drops withdrawn comments', async () => {
    const [a, b] = [story.post({ body: 'before' }), story.post({ body: 'gone' })];
    await search();
    story.edit(a, 'after');
    story.withdraw(b);
    expect(await found({ q: 'before' })).toEqual([]);
    expect(await found({ q: 'after' })).toEqual(['after']);
    expect(await found({ q: 'gone' })).toEqual([]);
    expect(await found({ status: 'withdrawn' })).toEqual([null]);
  });

  it('finds withdrawn comments by their status on record', async () => {
    const [rejected, held, published] = [story.post(), story.post({ status: 'held' }), story.post()];
    await search();
    story.decide(rejected, 'CommentRejected');
    story.withdraw(rejected, 'author', 'rejected');
    story.withdraw(held, 'author', 'held');
    story.withdraw(published);
    const idsOf = async (status: CommentStatus) => (await search({ status })).items.map(({ comment }) => comment.id);
    expect(await idsOf('rejected')).toEqual([rejected]);
    expect(await idsOf('held')).toEqual([held]);
    expect(await idsOf('published')).toEqual([]);
    expect(await idsOf('withdrawn')).toEqual([published, held, rejected]);
  });

  it('keeps no words of an erased author, even before the events of the comments arrive', async () => {
    const authorId = story.id();
    for (const body of ['secret one', 'secret two']) story.post({ body, authorId });
    expect(await found({ q: 'secret' })).toHaveLength(2);
    story.add({ type: 'AuthorErased', data: { authorId, requestedBy: 'author' } });
    expect(await found({ q: 'secret' })).toEqual([]);
    const { rows } = await tables.pool.query('select words from read.searched_comments where words is not null');
    expect(rows).toEqual([]);
  });

  it('filters by author, article, status, rule and day', async () => {
    const a = story.post({ body: 'a', articleId: 'one', findings: [finding('links'), finding('shouting')] });
    story.post({ body: 'b', articleId: 'two', status: 'held', findings: [finding('links')] });
    story.post({ body: 'c', articleId: 'one', authorId: story.authorOf(a) });
    expect(await found({ author: story.authorOf(a) })).toEqual(['c', 'a']);
    expect(await found({ article: 'one' })).toEqual(['c', 'a']);
    expect(await found({ status: 'held' })).toEqual(['b']);
    expect(await found({ status: 'published' })).toEqual(['c', 'a']);
    expect(await found({ rule: 'links' })).toEqual(['b', 'a']);
    expect(await found({ rule: 'links', article: 'one', status: 'published', q: 'a' })).toEqual(['a']);
    expect(await found({ from: new Date('2026-06-01'), to: new Date('2026-06-02') })).toEqual(['c', 'b', 'a']);
    expect(await found({ from: new Date('2026-06-02') })).toEqual([]);
    expect(await found({ to: new Date('2026-06-01') })).toEqual([]);
  });

  it('filters by the reason of the rejection in force, and returns the moderator', async () => {
    const [a, b] = [story.post({ body: 'a' }), story.post({ body: 'b' })];
    const rejection = story.decide(a, 'CommentRejected');
    story.decide(b, 'CommentApproved');
    const at = story.at(3).toISOString();
    const decision = { by: { id: expect.any(String), name: 'Mo' }, decision: 'reject', reason: 'spam', at };
    expect(await search({ reason: 'spam' })).toMatchObject({ items: [{ comment: { id: a }, rules: [], decision }] });
    expect((await search({ status: 'approved' })).items).toMatchObject([
      { decision: { decision: 'approve', reason: null } },
    ]);
    story.undo(a, rejection, 'published');
    expect(await found({ reason: 'spam' })).toEqual([]);
    expect((await search({ status: 'published' })).items).toMatchObject([{ comment: { id: a }, decision: null }]);
  });

  it('continues page after page, also for comments of the same moment', async () => {
    for (let n = 0; n < 5; n++) story.post({ body: `number ${n}` });
    await tables.feed(story.take().map((event) => ({ ...event, at: story.at(1) })));
    const pages: (string | null)[][] = [];
    for (let cursor: string | undefined; pages.length < 5;) {
      const page = await search({ q: 'number', limit: 2, cursor });
      pages.push(page.items.map(({ comment }) => comment.body));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(pages).toEqual([['number 4', 'number 3'], ['number 2', 'number 1'], ['number 0']]);
    await expect(search({ cursor: 'q1' })).rejects.toThrow(InvalidCursor);
  });

  it('is limited to one site', async () => {
    story.post({ body: 'here' });
    expect((await search({ q: 'here' })).items).toHaveLength(1);
    expect(
      (await searchComments(tables.pool, { site: 'elsewhere', sight: everything, limit: 10, q: 'here' })).items,
    ).toEqual([]);
  });
});
