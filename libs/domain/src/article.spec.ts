import type { DomainEvent } from '#contracts/event-schemas';
import {
  type ArticleSettings,
  type IntroduceArticle,
  type UpdateArticle,
  acceptsComments,
  articleDecider,
} from './article';
import { fold, given, minute, recorded } from './specification/given';
import { id } from './specification/identities';
import { throughJsonb } from './specification/jsonb';

const introduce: IntroduceArticle = {
  type: 'IntroduceArticle',
  articleId: 'a/1',
  url: 'https://n.example/1',
  title: 'One',
};
const update = (changes: UpdateArticle['changes']): UpdateArticle => ({
  type: 'UpdateArticle',
  articleId: 'a/1',
  actorId: id('service'),
  changes,
});
const updated = (over: Partial<ArticleSettings> = {}): DomainEvent<'ArticleUpdated'> => ({
  type: 'ArticleUpdated',
  data: {
    articleId: 'a/1',
    url: null,
    title: null,
    open: true,
    mode: null,
    closesAt: null,
    actorId: id('service'),
    ...over,
  },
});
const evening = '2026-11-23T20:00:00.000Z';

describe('an article that nobody commented on', () => {
  it('is open, and the policy of its site decides', () => {
    const nothing = { url: null, title: null, open: true, mode: null, closesAt: null, since: null };
    expect(articleDecider.initialState).toEqual(nothing);
  });

  it('learns its address and title from the first comment', () => {
    given(articleDecider)
      .when(introduce)
      .yields({
        type: 'ArticleUpdated',
        data: {
          articleId: 'a/1',
          url: 'https://n.example/1',
          title: 'One',
          open: true,
          mode: null,
          closesAt: null,
          actorId: null,
        },
      });
  });

  it('learns nothing from a comment that brings nothing along', () => {
    given(articleDecider).when({ type: 'IntroduceArticle', articleId: 'a/1' }).yields();
  });

  it('is known from its first comment on where articles close by their age', () => {
    const dated: IntroduceArticle = { type: 'IntroduceArticle', articleId: 'a/1', dated: true };
    given(articleDecider)
      .when(dated)
      .yields({ type: 'ArticleUpdated', data: { url: null, title: null, open: true, actorId: null } })
      .leaves({ since: minute(0) });
    given(articleDecider, [updated()]).when(dated).yields();
  });
});

describe('an article that is known', () => {
  it('keeps its address and title, whatever a later comment says', () => {
    given(articleDecider, [updated({ url: 'https://n.example/1', title: 'One' })])
      .when({ ...introduce, title: 'Two', url: 'https://evil.example' })
      .yields();
  });

  it('learns from a comment only what is missing, and keeps its settings', () => {
    given(articleDecider, [updated({ title: 'One', open: false, mode: 'pre' })])
      .when({ ...introduce, title: 'Two' })
      .yields({ type: 'ArticleUpdated', data: { url: 'https://n.example/1', title: 'One', open: false, mode: 'pre' } });
  });

  it('changes only in what is given', () => {
    given(articleDecider, [updated({ title: 'One', mode: 'pre' })])
      .when(update({ open: false, url: undefined }))
      .yields({
        type: 'ArticleUpdated',
        data: { title: 'One', mode: 'pre', open: false, url: null, actorId: id('service') },
      })
      .leaves({ open: false, title: 'One' });
  });

  it('loses what is set to null', () => {
    given(articleDecider, [updated({ mode: 'pre', closesAt: evening })])
      .when(update({ mode: null, closesAt: null }))
      .leaves({ mode: null, closesAt: null });
  });

  it('does not change when it is set to what it is', () => {
    given(articleDecider, [updated({ title: 'One' })])
      .when(update({ title: 'One', open: true }))
      .yields();
  });

  it('keeps its closing time in UTC, in whatever time zone it was given', () => {
    given(articleDecider)
      .when(update({ closesAt: '2026-11-23T21:00:00+01:00' }))
      .yields({ type: 'ArticleUpdated', data: { closesAt: evening } });
    given(articleDecider, [updated({ closesAt: evening })])
      .when(update({ closesAt: '2026-11-23T20:00:00Z' }))
      .yields();
  });

  it('is the same when it is read back from the log', () => {
    const events = recorded([updated({ title: 'One', closesAt: evening })]);
    const readBack = events.map((event) => ({ ...event, data: throughJsonb(event.data) }) as typeof event);
    const state = fold(articleDecider, articleDecider.initialState, readBack);
    expect(articleDecider.decide(update({ title: 'One', closesAt: evening }), state)).toEqual([]);
  });
});

describe('an article takes comments', () => {
  const open = articleDecider.initialState;
  const at = new Date(evening);
  const momentBefore = new Date(at.getTime() - 1);

  it.each([
    ['while it is open', open, at, true],
    ['not while it is closed', { ...open, open: false }, at, false],
    ['up to its closing time', { ...open, closesAt: evening }, momentBefore, true],
    ['not from its closing time on', { ...open, closesAt: evening }, at, false],
    [
      'not when it was closed before its closing time',
      { ...open, open: false, closesAt: evening },
      momentBefore,
      false,
    ],
  ])('%s', (_when, article, now, accepted) => {
    expect(acceptsComments(article, { closeAfterDays: 0 }, now)).toBe(accepted);
  });

  it.each([
    ['up to its last day', { ...open, since: minute(0) }, 1, new Date(minute(24 * 60).getTime() - 1), true],
    ['not after its last day', { ...open, since: minute(0) }, 1, minute(24 * 60), false],
    ['for ever where nothing dates it', open, 1, minute(1e6), true],
    ['for ever where the policy says 0', { ...open, since: minute(0) }, 0, minute(1e6), true],
    [
      'up to the time that its publisher named, whatever its age',
      { ...open, since: minute(-1e6), closesAt: evening },
      1,
      momentBefore,
      true,
    ],
  ])('%s', (_when, article, closeAfterDays, now, accepted) => {
    expect(acceptsComments(article, { closeAfterDays }, now)).toBe(accepted);
  });

  it('counts its age from the first that was known of it, not from later changes', () => {
    given(articleDecider, [updated(), updated({ title: 'Two' })])
      .when(update({ title: 'Three' }))
      .leaves({ since: minute(0), title: 'Three' });
  });
});
