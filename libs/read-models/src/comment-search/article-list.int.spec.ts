import { suiteTables } from '#test/support/read-models/suite-tables';
import type { Story } from '#test/support/histories/story';
import { InvalidCursor } from '../cursor.ts';
import { type ArticleSearch, listArticles } from './article-list.ts';

describe("the list of a site's articles", () => {
  const tables = suiteTables();
  let story: Story;

  beforeEach(async () => {
    story = await tables.begin();
  });

  const list = async (wanted: Partial<ArticleSearch> = {}) => {
    await tables.feed(story.take());
    return listArticles(tables.pool, {
      site: 'default',
      limit: 10,
      now: story.at(1),
      closeAfterDays: 0,
      queues: null,
      ...wanted,
    });
  };
  const listed = async (wanted: Partial<ArticleSearch> = {}) =>
    (await list(wanted)).articles.map(({ articleId }) => articleId);
  const update = (articleId: string, over: { title?: string; open?: boolean; closesAt?: string } = {}) =>
    story.add({
      type: 'ArticleUpdated',
      data: {
        articleId,
        url: 'https://a.example',
        title: null,
        open: true,
        mode: null,
        closesAt: null,
        actorId: story.id(),
        ...over,
      },
    });

  it('counts waiting comments in some queues only, if asked', async () => {
    story.report(story.post());
    story.post({ status: 'held' });
    const waiting = async (queues: ArticleSearch['queues']) => (await list({ queues })).articles[0]?.waiting;
    expect([await waiting(null), await waiting(['reported', 'escalated']), await waiting([])]).toEqual([2, 1, 0]);
  });

  it('has title, address, number of comments and number of waiting comments', async () => {
    update('an-article', { title: 'On bridges' });
    const id = story.post();
    story.post({ status: 'held' });
    story.report(id);
    expect((await list()).articles).toEqual([
      {
        articleId: 'an-article',
        title: 'On bridges',
        url: 'https://a.example',
        readerTitle: null,
        readerUrl: null,
        open: true,
        mode: null,
        closesAt: null,
        closesBy: null,
        closedByHand: false,
        commentCount: 1,
        waiting: 2,
        lastCommentAt: story.at(3),
      },
    ]);
    story.decide(id, 'CommentRejected');
    expect((await list()).articles).toMatchObject([{ commentCount: 0, waiting: 1 }]);
  });

  it('finds one article by its id, and none by another', async () => {
    update('one', { title: 'On bridges' });
    update('other', { title: 'On ferries' });
    expect(await listed({ article: 'other' })).toEqual(['other']);
    expect(await listed({ article: 'other', q: 'bridges' })).toEqual([]);
    expect(await listed({ article: 'oth' })).toEqual([]);
  });

  it('has the last commented article first, and places articles without comments by their first event', async () => {
    update('quiet');
    for (const articleId of ['a', 'b', 'a']) story.post({ articleId });
    update('new');
    expect(await listed()).toEqual(['new', 'a', 'b', 'quiet']);
    update('quiet', { title: 'Another title' });
    expect(await listed()).toEqual(['new', 'a', 'b', 'quiet']);
    const { articles } = await list();
    expect(articles.at(-1)).toMatchObject({ title: 'Another title', lastCommentAt: null });
  });

  it('finds articles by the words of their newest title', async () => {
    update('a', { title: 'The bridge' });
    update('b', { title: 'Brücken in Köln' });
    await list();
    update('a', { title: 'The council' });
    expect(await listed({ q: 'bridge' })).toEqual([]);
    expect(await listed({ q: 'coun' })).toEqual(['a']);
    expect(await listed({ q: 'koln bruck' })).toEqual(['b']);
    expect(await listed({ q: '?' })).toEqual([]);
  });

  it('distinguishes open and closed articles, also by closing time and age', async () => {
    update('closed', { open: false });
    update('closes', { closesAt: '2026-06-10T00:00:00.000Z' });
    update('open');
    story.post({ articleId: 'never updated' });
    const later = new Date('2026-06-20');
    expect(await listed({ open: true })).toEqual(['never updated', 'open', 'closes']);
    expect(await listed({ open: false })).toEqual(['closed']);
    expect(await listed({ open: false, now: later })).toEqual(['closes', 'closed']);
    expect(await listed({ open: false, now: later, closeAfterDays: 14 })).toEqual(['open', 'closes', 'closed']);
    const { articles } = await list({ now: later, closeAfterDays: 14 });
    expect(articles.map(({ closesAt }) => closesAt?.toISOString())).toEqual([
      undefined,
      '2026-06-15T00:03:00.000Z',
      '2026-06-10T00:00:00.000Z',
      '2026-06-15T00:01:00.000Z',
    ]);
  });

  it('continues page after page, also for articles of the same moment and with any name', async () => {
    const names = ['a b', 'ä/ß', '評論', 'z'];
    for (const name of names) update(name);
    await tables.feed(story.take().map((event) => ({ ...event, at: story.at(1) })));
    const pages: string[][] = [];
    for (let cursor: string | undefined; pages.length < 5;) {
      const { articles, nextCursor } = await list({ limit: 1, cursor });
      pages.push(articles.map(({ articleId }) => articleId));
      if (nextCursor === null) break;
      cursor = nextCursor;
    }
    expect(pages).toHaveLength(4);
    expect(pages.flat().toSorted()).toEqual(names.toSorted());
    await expect(list({ cursor: 's1' })).rejects.toThrow(InvalidCursor);
  });
});
