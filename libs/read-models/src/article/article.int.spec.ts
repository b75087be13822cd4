import { suiteTables } from '#test/support/read-models/suite-tables';
import type { Story } from '#test/support/histories/story';
import { articleProjection } from './projection.ts';
import { getArticle, getArticles } from './queries.ts';

describe('an article', () => {
  const tables = suiteTables([articleProjection]);
  let story: Story;

  beforeEach(async () => {
    story = await tables.begin();
  });

  const article = async (id = 'an-article') => {
    await tables.feed(story.take());
    return getArticle(tables.pool, 'default', id);
  };
  const update = (open: boolean) =>
    story.add({
      type: 'ArticleUpdated',
      data: {
        articleId: 'an-article',
        url: 'https://a.example',
        title: 'T',
        open,
        mode: 'pre',
        closesAt: '2030-01-01T00:00:00.000Z',
        actorId: story.id(),
      },
    });

  it('is null before its first event', async () => {
    expect(await article()).toBeNull();
  });

  it('is open and has no title if no ArticleUpdated was recorded', async () => {
    story.post();
    expect(await article()).toEqual({
      articleId: 'an-article',
      url: null,
      title: null,
      readerUrl: null,
      readerTitle: null,
      commentCount: 1,
      open: true,
      mode: null,
      closesAt: null,
      keptOpen: false,
      position: 1,
    });
  });

  it('keeps its count when its settings change, and its settings when its count changes', async () => {
    story.post();
    update(true);
    update(false);
    expect(await article()).toMatchObject({ commentCount: 1, title: 'T', open: false, mode: 'pre', position: 3 });
    story.post();
    expect(await article()).toMatchObject({
      commentCount: 2,
      open: false,
      closesAt: new Date('2030-01-01'),
      position: 4,
    });
  });

  it("keeps the values of readers’ pages apart from the publisher's", async () => {
    const words = (url: string | null, readerUrl: string | null, actorId: string | null = null) =>
      story.add({
        type: 'ArticleUpdated',
        data: {
          articleId: 'an-article',
          open: true,
          mode: null,
          closesAt: null,
          actorId,
          url,
          title: null,
          readerUrl,
          readerTitle: readerUrl && 'Sent',
        },
      });
    words(null, 'https://a.example/1');
    expect(await article()).toMatchObject({ url: null, title: null, readerUrl: 'https://a.example/1' });
    words(null, 'https://a.example/2');
    words('https://a.example/own', null, story.id());
    expect(await article()).toMatchObject({ url: 'https://a.example/own', readerUrl: null, readerTitle: null });
  });

  it("reads an older log, where readers never replaced the publisher's values, in any batches", async () => {
    const tell = (title: string, actorId: string | null, articleId: string): string =>
      story.add({
        type: 'ArticleUpdated',
        data: { articleId, url: null, title, open: true, mode: null, closesAt: null, actorId },
      });
    const expected = { title: 'Own', readerTitle: 'Own' };
    for (const [title, actorId] of [
      ['Sent', null],
      ['Own', story.id()],
      ['Own', null],
    ] as const) {
      tell(title, actorId, 'in-batches');
      await article();
    }
    expect(await article('in-batches')).toMatchObject(expected);
    for (const [title, actorId] of [
      ['Sent', null],
      ['Own', story.id()],
      ['Own', null],
    ] as const)
      tell(title, actorId, 'in-one');
    expect(await article('in-one')).toMatchObject(expected);
    tell('Sent', null, 'by-a-reader');
    expect(await article('by-a-reader')).toMatchObject({ title: null, readerTitle: 'Sent' });
  });

  it('counts only comments that readers can see', async () => {
    const [a, b, c] = [story.post(), story.post({ status: 'held' }), story.post()];
    expect(await article()).toMatchObject({ commentCount: 2 });
    story.decide(b, 'CommentApproved');
    story.hold(a);
    story.withdraw(c);
    expect(await article()).toMatchObject({ commentCount: 1 });
    const rejection = story.decide(b, 'CommentRejected');
    expect(await article()).toMatchObject({ commentCount: 0 });
    story.undo(b, rejection, 'approved');
    expect(await article()).toMatchObject({ commentCount: 1, position: story.position });
  });

  it('has a position that advances with every event of its comments', async () => {
    story.like(story.post());
    expect(await article()).toMatchObject({ commentCount: 1, position: 2, url: null });
  });

  it('is counted together with other articles of the same site', async () => {
    story.post();
    story.post({ articleId: 'other' });
    await article();
    expect(await getArticles(tables.pool, 'default', ['an-article', 'other', 'none'])).toEqual(
      new Map([
        ['an-article', { commentCount: 1, position: 1, url: null }],
        ['other', { commentCount: 1, position: 2, url: null }],
      ]),
    );
    expect(await getArticles(tables.pool, 'elsewhere', ['other'])).toEqual(new Map());
  });
});
