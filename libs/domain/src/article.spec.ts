import type { DomainEvent } from '#contracts/event-schemas';
import { type IntroduceArticle, type UpdateArticle, acceptsComments, articleDecider } from './article.ts';
import { fold } from './decider.ts';
import { given, minute, recorded } from './specification/given.ts';
import { id } from './specification/identities.ts';
import { throughJsonb } from './specification/jsonb.ts';

const origins = ['https://n.example', 'https://www.n.example'];
const introduce = (page?: IntroduceArticle['page']): IntroduceArticle => ({
  type: 'IntroduceArticle',
  articleId: 'a/1',
  origins,
  page,
});
const one = { url: 'https://n.example/1', title: 'One' };
const update = (changes: UpdateArticle['changes']): UpdateArticle => ({
  type: 'UpdateArticle',
  articleId: 'a/1',
  actorId: id('service'),
  changes,
  policy: { closeAfterDays: 0 },
  now: minute(0),
});
type Data = DomainEvent<'ArticleUpdated'>['data'];
const updated = (over: Partial<Data> = {}): DomainEvent<'ArticleUpdated'> => ({
  type: 'ArticleUpdated',
  data: {
    articleId: 'a/1',
    url: null,
    title: null,
    open: true,
    mode: null,
    closesAt: null,
    actorId: id('service'),
    readerUrl: null,
    readerTitle: null,
    ...over,
  },
});
/** The recorded event for an address and title that a reader's page sent. */
const sentByReader = (over: Partial<Data> = {}): DomainEvent<'ArticleUpdated'> =>
  updated({ readerUrl: one.url, readerTitle: one.title, actorId: null, ...over });
/** The same event as older versions recorded it, without separate fields for readers' values. */
const old = (over: Partial<Data>): DomainEvent<'ArticleUpdated'> => {
  const { readerUrl: _url, readerTitle: _title, ...data } = updated(over).data;
  return { type: 'ArticleUpdated', data };
};
const evening = '2026-11-23T20:00:00.000Z';

describe('an article without comments', () => {
  it("is open, and its site's policy applies", () => {
    const nothing = { url: null, title: null, readerUrl: null, readerTitle: null, since: null, readerChanges: 0 };
    expect(articleDecider.initialState).toEqual({
      ...nothing,
      open: true,
      mode: null,
      closesAt: null,
      keptOpen: false,
    });
  });

  it('gets a first event with its first comment if the site closes articles by age', () => {
    const dated: IntroduceArticle = { ...introduce(), dated: true };
    given(articleDecider)
      .when(dated)
      .yields({ type: 'ArticleUpdated', data: { url: null, readerUrl: null, open: true, actorId: null } })
      .leaves({ since: minute(0) });
    given(articleDecider, [updated()]).when(dated).yields();
  });
});

describe("the address and title that a reader's page sends", () => {
  const when = (command: IntroduceArticle) => given(articleDecider).when(command);

  it("are stored apart from the publisher's", () => {
    when(introduce(one)).yields({
      data: { url: null, title: null, readerUrl: 'https://n.example/1', readerTitle: 'One', open: true, actorId: null },
    });
  });

  it('are ignored unless the address is under one of the site’s origins', () => {
    when(introduce()).yields();
    for (const url of ['https://evil.example/1', 'https://n.example@evil.example', 'javascript:alert(1)'])
      when(introduce({ ...one, url })).yields();
    given(articleDecider, [sentByReader()])
      .when(introduce({ url: 'https://evil.example', title: 'Two' }))
      .yields();
  });

  it('lose the fragment', () => {
    when(introduce({ url: 'https://n.example/1#comments' })).leaves({ readerUrl: 'https://n.example/1' });
  });

  it('are recorded once, and keep the title when a later comment sends none', () => {
    given(articleDecider, [sentByReader()])
      .when(introduce({ url: one.url }))
      .yields();
    given(articleDecider, [sentByReader()]).when(introduce(one)).yields();
  });

  it('are replaced, title included, by those of a later page', () => {
    given(articleDecider, [sentByReader()])
      .when(introduce({ url: 'https://www.n.example/1' }))
      .leaves({ readerUrl: 'https://www.n.example/1', readerTitle: null });
  });

  it('are no longer replaced once twenty changes were recorded', () => {
    const turns = Array.from({ length: 20 }, (_, at) => sentByReader({ readerUrl: `https://n.example/${at}` }));
    given(articleDecider, turns)
      .when(introduce({ ...one, url: 'https://n.example/x' }))
      .yields();
    const wrong = [...turns, sentByReader({ readerUrl: 'https://moved.example/1' })];
    given(articleDecider, wrong).when(introduce(one)).leaves({ readerUrl: one.url });
  });

  it('replace recorded values whose origin is not one of the site’s', () => {
    given(articleDecider, [old({ url: 'https://evil.example', title: 'Evil', actorId: null })])
      .when(introduce({ url: one.url }))
      .yields({ data: { url: null, title: null, readerUrl: one.url, readerTitle: null } });
  });

  it('leave the settings unchanged', () => {
    given(articleDecider, [updated({ open: false, mode: 'pre' })])
      .when(introduce(one))
      .yields({ data: { open: false, mode: 'pre', readerUrl: one.url } });
  });
});

describe('the publisher of an article', () => {
  it('is not contradicted by a reader', () => {
    given(articleDecider, [updated({ url: 'https://n.example/own', title: 'Own' })])
      .when(introduce(one))
      .yields();
    given(articleDecider, [updated({ url: one.url, title: 'Own' })])
      .when(introduce(one))
      .yields();
  });

  it('leaves unset fields to readers', () => {
    given(articleDecider, [updated({ url: one.url })])
      .when(introduce(one))
      .leaves({ url: one.url, title: null, readerUrl: null, readerTitle: 'One' });
    given(articleDecider, [updated({ url: 'https://n.example/own' })])
      .when(introduce(one))
      .yields();
    given(articleDecider, [updated({ title: 'Own' })])
      .when(introduce(one))
      .leaves({ title: 'Own', readerUrl: one.url, readerTitle: null });
  });

  it("replaces readers' values by sending the same ones", () => {
    given(articleDecider, [sentByReader()])
      .when(update(one))
      .yields({ data: { ...one, readerUrl: null, readerTitle: null, actorId: id('service') } });
  });

  it("keeps readers' values when an update names neither address nor title", () => {
    given(articleDecider, [sentByReader()])
      .when(update({ open: false }))
      .leaves({ open: false, url: null, title: null, readerUrl: one.url, readerTitle: 'One' });
    given(articleDecider, [sentByReader()])
      .when(update({ title: 'Own' }))
      .leaves({ title: 'Own', url: null, readerUrl: one.url, readerTitle: null });
  });

  it("can remove readers' values", () => {
    given(articleDecider, [sentByReader()])
      .when(update({ url: null }))
      .leaves({ url: null, title: null, readerUrl: null, readerTitle: null });
  });
});

describe('an article from an older log', () => {
  it("takes events without an actor as a reader's, and events with one as the publisher's", () => {
    const events = [
      old({ url: one.url, title: one.title, actorId: null }),
      old({ url: one.url, title: 'Own', mode: 'pre' }),
      old({ url: one.url, title: 'Own', mode: 'pre', actorId: null }),
    ];
    const states = [1, 2, 3].map((count) =>
      fold(articleDecider, articleDecider.initialState, recorded(events.slice(0, count))),
    );
    expect(states).toMatchObject([
      { url: null, title: null, readerUrl: one.url, readerTitle: 'One' },
      { url: one.url, title: 'Own', readerUrl: null, readerTitle: null },
      { url: one.url, title: 'Own', mode: 'pre' },
    ]);
  });
});

describe('an existing article', () => {
  it('changes only the given fields', () => {
    given(articleDecider, [updated({ title: 'One', mode: 'pre' })])
      .when(update({ open: false, url: undefined }))
      .yields({
        type: 'ArticleUpdated',
        data: { title: 'One', mode: 'pre', open: false, url: null, actorId: id('service') },
      })
      .leaves({ open: false, title: 'One' });
  });

  it('clears fields that are set to null', () => {
    given(articleDecider, [updated({ mode: 'pre', closesAt: evening })])
      .when(update({ mode: null, closesAt: null }))
      .leaves({ mode: null, closesAt: null });
  });

  it('does not change when set to its current values', () => {
    given(articleDecider, [updated({ title: 'One' })])
      .when(update({ title: 'One', open: true }))
      .yields();
  });

  it('stores its closing time in UTC, whatever the given time zone', () => {
    given(articleDecider)
      .when(update({ closesAt: '2026-11-23T21:00:00+01:00' }))
      .yields({ type: 'ArticleUpdated', data: { closesAt: evening } });
    given(articleDecider, [updated({ closesAt: evening })])
      .when(update({ closesAt: '2026-11-23T20:00:00Z' }))
      .yields();
  });

  it('is unchanged by a round trip through the log', () => {
    const events = recorded([updated({ title: 'One', closesAt: evening })]);
    const readBack = events.map((event) => ({ ...event, data: throughJsonb(event.data) }) as typeof event);
    const state = fold(articleDecider, articleDecider.initialState, readBack);
    expect(articleDecider.decide(update({ title: 'One', closesAt: evening }), state)).toEqual([]);
  });
});

describe('an article accepts comments', () => {
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
    ['without end if the log has no event of it', open, 1, minute(1e6), true],
    ["without end if the policy's number of days is 0", { ...open, since: minute(0) }, 0, minute(1e6), true],
    [
      "up to the publisher's closing time, whatever the article's age",
      { ...open, since: minute(-1e6), closesAt: evening },
      1,
      momentBefore,
      true,
    ],
  ])('%s', (_when, article, closeAfterDays, now, accepted) => {
    expect(acceptsComments(article, { closeAfterDays }, now)).toBe(accepted);
  });

  it('counts its age from its first event, not from later changes', () => {
    given(articleDecider, [updated(), updated({ title: 'Two' })])
      .when(update({ title: 'Three' }))
      .leaves({ since: minute(0), title: 'Three' });
  });
});

describe('an article that its date or its age closed', () => {
  const aged = { closeAfterDays: 1 };
  const later = minute(48 * 60);
  const change = (changes: UpdateArticle['changes'], policy = aged, now = later) => ({
    ...update(changes),
    policy,
    now,
  });
  const isOpen = (state: typeof articleDecider.initialState, now = later) => acceptsComments(state, aged, now);
  const after = (...all: UpdateArticle['changes'][]) => {
    const events = [updated({ closesAt: evening })];
    for (const changes of all) {
      const state = fold(articleDecider, articleDecider.initialState, recorded(events));
      for (const event of articleDecider.decide(change(changes), state))
        if (event.type === 'ArticleUpdated') events.push(event);
    }
    return fold(articleDecider, articleDecider.initialState, recorded(events));
  };

  it('opens and stays open after a publisher opens it, whether its date or its age had closed it', () => {
    given(articleDecider, [updated({ closesAt: evening })])
      .when(change({ open: true }))
      .yields({ data: { open: true, closesAt: null, keptOpen: true } });
    given(articleDecider, [updated()])
      .when(change({ open: true }))
      .yields({ data: { open: true, keptOpen: true } });
    const state = after({ open: true });
    expect([isOpen(state), isOpen(state, minute(1e7))]).toEqual([true, true]);
    given(articleDecider, [updated({ keptOpen: true })])
      .when(change({ open: true }))
      .yields();
  });

  it('opens whether a publisher or the clock had closed it', () => {
    expect(isOpen(after({ open: false }, { open: true }))).toBe(true);
  });

  it('closes again at a newly named time, and when a publisher closes it', () => {
    const soon = minute(72 * 60);
    const named = after({ open: true }, { closesAt: soon.toISOString() });
    expect([isOpen(named), isOpen(named, soon)]).toEqual([true, false]);
    expect(isOpen(after({ open: true }, { open: false }))).toBe(false);
  });

  it('is still closed by its age when only its date is removed', () => {
    expect(isOpen(after({ closesAt: null }))).toBe(false);
    expect(isOpen(after({ open: true, closesAt: null }))).toBe(true);
  });

  it('stays closed when opened together with a date in the past', () => {
    expect(isOpen(after({ open: true, closesAt: evening }))).toBe(false);
  });

  it("stays open through changes of other settings and of readers' values", () => {
    expect(after({ open: true }, { title: 'Two' })).toMatchObject({ keptOpen: true, title: 'Two' });
    given(articleDecider, [updated({ keptOpen: true })])
      .when(introduce(one))
      .yields({ data: { keptOpen: true } });
  });

  it('records nothing when it is opened before its closing time', () => {
    given(articleDecider, [updated()])
      .when(change({ open: true }, aged, minute(5)))
      .yields();
  });
});
