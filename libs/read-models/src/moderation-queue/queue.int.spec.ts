import type { DomainEvent } from '#contracts/event-schemas';
import { defaultPolicy } from '#contracts/policy';
import { suiteTables } from '#test/support/read-models/suite-tables';
import type { Story } from '#test/support/histories/story';
import { InvalidCursor } from '../cursor.ts';
import { batchDecisions, decisionsBy, rejectionsOf } from './past-decisions.ts';
import { type QueueQuestion, itemsOf, queueItems } from './queries.ts';
import { queueSizes } from './queue-sizes.ts';
import { everything } from './sight.ts';

describe("the moderators' queue", () => {
  const tables = suiteTables();
  let story: Story;

  beforeEach(async () => {
    story = await tables.begin();
  });

  const items = async (question: Partial<QueueQuestion> = {}) => {
    await tables.feed(story.take());
    return queueItems(tables.pool, { site: 'default', queue: 'reported', sight: everything, limit: 10, ...question });
  };
  const waiting = async (question: Partial<QueueQuestion> = {}) =>
    (await items(question)).items.map(({ comment }) => comment.body);
  const sizes = async () => {
    await tables.feed(story.take());
    const { pending, reported, escalated } = await queueSizes(tables.pool, 'default');
    return [pending.size, reported.size, escalated.size];
  };
  const changeThreshold = (flagThreshold: number, policyVersion = 1) =>
    story.add({
      type: 'PolicyChanged',
      data: { policy: { ...defaultPolicy, flagThreshold }, policyVersion, actorId: story.id() },
    });

  it('lists a held comment as pending until it is decided', async () => {
    const id = story.post({ body: 'a', status: 'held' });
    expect(await waiting({ queue: 'pending' })).toEqual(['a']);
    expect(await sizes()).toEqual([1, 0, 0]);
    story.decide(id, 'CommentApproved');
    expect(await waiting({ queue: 'pending' })).toEqual([]);
    expect(await sizes()).toEqual([0, 0, 0]);
  });

  it('lists a reported comment until it is approved, and again once new reports have twice the weight', async () => {
    const id = story.post({ body: 'a' });
    story.report(id);
    expect(await waiting()).toEqual(['a']);
    const approval = story.decide(id, 'CommentApproved');
    expect(await waiting()).toEqual([]);
    story.report(id);
    expect(await waiting()).toEqual([]);
    story.report(id);
    expect(await waiting()).toEqual(['a']);
    expect(await sizes()).toEqual([0, 1, 0]);
    story.decide(id, 'CommentApproved');
    for (let report = 0; report < 2; report++) story.report(id);
    expect(await sizes()).toEqual([0, 0, 0]);
    story.undo(id, approval, 'published');
    expect(await waiting()).toEqual(['a']);
  });

  it('lists an approved comment again after a single report if its author has changed the text', async () => {
    const id = story.post({ body: 'a' });
    story.decide(id, 'CommentApproved');
    story.report(id);
    expect(await waiting()).toEqual([]);
    story.edit(id, 'b');
    expect(await waiting()).toEqual(['b']);
  });

  it('requires the threshold once more for each approval even if the policy changes', async () => {
    const [approved, fresh] = [story.post({ body: 'approved' }), story.post({ body: 'fresh' })];
    story.decide(approved, 'CommentApproved');
    changeThreshold(2);
    for (const id of [approved, fresh]) for (let report = 0; report < 3; report++) story.report(id);
    expect(await waiting()).toEqual(['fresh']);
    changeThreshold(1, 2);
    expect(new Set(await waiting())).toEqual(new Set(['approved', 'fresh']));
    changeThreshold(2, 3);
    expect(await waiting()).toEqual(['fresh']);
    expect(await sizes()).toEqual([0, 1, 0]);
  });

  it('adds weights exactly: ten times 0.1 is 1', async () => {
    const id = story.post({ body: 'a' });
    for (let report = 0; report < 9; report++) story.report(id, undefined, 'spam', undefined, 0.1);
    expect(await waiting()).toEqual([]);
    story.report(id, undefined, 'spam', undefined, 0.1);
    expect(await waiting()).toEqual(['a']);
  });

  it('ignores reports of weight 0', async () => {
    const id = story.post({ body: 'a' });
    for (let report = 0; report < 20; report++) story.report(id, undefined, 'hate', 'Me again', 0);
    expect(await waiting()).toEqual([]);
    const [item] = await itemsOf(tables.pool, 'default', [id], everything);
    expect(item).toMatchObject({
      flags: [],
      reportHundredths: 0,
      waitingSince: null,
      author: { counts: { flagged: 0 } },
    });
    story.report(id, undefined, 'spam');
    expect((await items()).items).toMatchObject([{ flags: [{ reason: 'spam', count: 1, notes: [] }] }]);
  });

  it('keeps a waiting comment that its author withdrew, with its text, until it is decided', async () => {
    const [held, reported] = [story.post({ body: 'a', status: 'held' }), story.post({ body: 'b' })];
    story.report(reported);
    story.withdraw(held, 'author', 'held');
    story.withdraw(reported, 'author', 'published');
    const [item] = (await items()).items;
    const since = story.at(3);
    expect(item).toMatchObject({
      comment: { body: 'b', status: 'withdrawn' },
      onRecord: 'published',
      waitingSince: since,
    });
    expect(await waiting({ queue: 'pending' })).toEqual(['a']);
    story.decide(held, 'CommentEscalated');
    const rejection = story.decide(reported, 'CommentRejected');
    expect(await sizes()).toEqual([0, 0, 1]);
    story.add(undoing(story, reported, rejection), reported);
    story.decide(held, 'CommentCleared');
    expect(await waiting()).toEqual(['b']);
    expect(await sizes()).toEqual([0, 1, 0]);
    story.withdraw(reported, 'erasure');
    expect(await waiting()).toEqual([]);
    expect(await sizes()).toEqual([0, 0, 0]);
  });

  it('does not list a comment that was withdrawn before it waited', async () => {
    const [id, quiet] = [story.post({ body: 'a' }), story.post({ body: 'b' })];
    story.report(id);
    story.withdraw(id);
    story.withdraw(quiet);
    expect(await sizes()).toEqual([0, 0, 0]);
    const found = await itemsOf(tables.pool, 'default', [id, quiet], everything);
    expect(found.map(({ comment, onRecord }) => [comment.body, onRecord])).toEqual([
      [null, 'withdrawn'],
      [null, 'withdrawn'],
    ]);
  });

  it('lists an edited comment for review once, whatever the threshold', async () => {
    const id = story.post({ body: 'a' });
    story.decide(id, 'CommentApproved');
    story.edit(id, 'b', 2, 'approval');
    story.edit(id, 'c', 3, 'approval');
    story.report(id);
    expect((await items()).items).toMatchObject([{ comment: { body: 'c', status: 'published' }, review: 'approval' }]);
    changeThreshold(5);
    expect(await sizes()).toEqual([0, 1, 0]);
    changeThreshold(1, 2);
    expect(await sizes()).toEqual([0, 1, 0]);
    story.decide(id, 'CommentApproved');
    expect(await sizes()).toEqual([0, 0, 0]);
  });

  it('lists rejections to an author, also of comments withdrawn before, but not of those withdrawn afterwards', async () => {
    const authorId = story.id();
    const [judged, rejected] = [
      story.post({ authorId, body: 'a', status: 'held' }),
      story.post({ authorId, body: 'b' }),
    ];
    story.withdraw(judged, 'author', 'held');
    story.decide(judged, 'CommentRejected');
    story.decide(rejected, 'CommentRejected');
    const rejections = async () => {
      await tables.feed(story.take());
      const since = new Date(0);
      const article = story.articleOf(judged);
      const found = await rejectionsOf(tables.pool, { site: 'default', article, author: authorId, since, limit: 9 });
      return found.map(({ text, status }) => [text, status]);
    };
    expect(await rejections()).toEqual([
      ['b', 'rejected'],
      ['a', 'withdrawn'],
    ]);
    story.withdraw(rejected, 'author', 'rejected');
    expect(await rejections()).toEqual([['a', 'withdrawn']]);
  });

  it('lists an escalated comment in the queue escalated', async () => {
    const id = story.post({ body: 'a' });
    story.report(id);
    story.decide(id, 'CommentEscalated');
    expect(await sizes()).toEqual([0, 0, 1]);
    expect(await waiting({ queue: 'escalated' })).toEqual(['a']);
  });

  it("returns a queue's size and since when its oldest comment waits", async () => {
    for (const body of ['a', 'b', 'c']) story.post({ body, status: 'held' });
    await sizes();
    const nothing = { size: 0, oldestWaitingSince: null, lastDecidedAt: null };
    expect(await queueSizes(tables.pool, 'default')).toEqual({
      pending: { size: 3, oldestWaitingSince: story.at(1), lastDecidedAt: null },
      reported: nothing,
      escalated: nothing,
    });
    expect(await queueSizes(tables.pool, 'elsewhere')).toEqual({
      pending: nothing,
      reported: nothing,
      escalated: nothing,
    });
  });

  it("returns the reasons for a comment's wait, its parent, its article and its author", async () => {
    const finding = { rule: 'links', ruleVersion: 1, action: 'hold' as const, evidence: { links: 4 } };
    const parent = story.post({ body: 'parent' });
    const id = story.post({ body: 'a', parent, name: 'Eve', findings: [finding] });
    story.report(id, undefined, 'spam', 'first');
    story.report(id, undefined, 'abuse');
    story.report(id, undefined, 'spam', 'second', 0.5);
    story.add({
      type: 'ArticleUpdated',
      data: {
        articleId: 'an-article',
        url: 'https://a.example',
        title: 'T',
        open: true,
        mode: null,
        closesAt: null,
        actorId: story.id(),
      },
    });
    expect((await items()).items).toEqual([
      {
        comment: expect.objectContaining({ id, body: 'a', status: 'published', createdAt: story.at(2) }),
        parent: expect.objectContaining({ id: parent, body: 'parent' }),
        article: { articleId: 'an-article', title: 'T', url: 'https://a.example', readerTitle: null, readerUrl: null },
        queue: 'reported',
        onRecord: 'published',
        review: null,
        findings: [finding],
        flags: [
          { reason: 'spam', count: 2, notes: ['second', 'first'] },
          { reason: 'abuse', count: 1, notes: [] },
        ],
        reportHundredths: 250,
        approvals: 0,
        edits: 0,
        sameText: [],
        wave: null,
        lastDecisions: [],
        author: expect.objectContaining({ name: 'Eve', counts: expect.objectContaining({ published: 1, flagged: 3 }) }),
        version: 4,
        waitingSince: story.at(3),
      },
    ]);
  });

  it('counts a reporter once until the next decision', async () => {
    const id = story.post();
    const reporter = story.id();
    story.report(id, reporter);
    story.report(id, reporter, 'abuse');
    expect((await items()).items[0]?.flags).toEqual([{ reason: 'spam', count: 1, notes: [] }]);
  });

  it('lists the longest wait first, page after page', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e'].map((body) => story.post({ body }));
    for (const at of [3, 1, 4, 0, 2]) story.report(ids[at] ?? '');
    const first = await items({ limit: 2 });
    expect(first.items.map(({ comment }) => comment.body)).toEqual(['d', 'b']);
    const second = await items({ limit: 2, cursor: first.nextCursor ?? '' });
    expect(second.items.map(({ comment }) => comment.body)).toEqual(['e', 'a']);
    const third = await items({ limit: 2, cursor: second.nextCursor ?? '' });
    expect(third.items.map(({ comment }) => comment.body)).toEqual(['c']);
    expect(third.nextCursor).toBeNull();
    await expect(items({ cursor: 'o1' })).rejects.toThrow(InvalidCursor);
  });

  it('continues after comments that began to wait in the same millisecond', async () => {
    for (let n = 0; n < 3; n++) story.post({ body: `${n}`, status: 'held' });
    await tables.feed(story.take().map((event) => ({ ...event, at: story.at(1) })));
    const first = await items({ queue: 'pending', limit: 2 });
    expect(await waiting({ queue: 'pending', cursor: first.nextCursor ?? '' })).toEqual(['2']);
  });

  it('filters by article, author and reason', async () => {
    const a = story.post({ body: 'a' });
    const b = story.post({ body: 'b', articleId: 'other' });
    const c = story.post({ body: 'c', authorId: story.authorOf(a) });
    story.report(a, undefined, 'hate');
    story.report(b, undefined, 'hate');
    story.report(c, undefined, 'illegal');
    expect(await waiting({ article: 'other' })).toEqual(['b']);
    expect(await waiting({ author: story.authorOf(a) })).toEqual(['a', 'c']);
    expect(await waiting({ reason: 'hate' })).toEqual(['a', 'b']);
    expect(await waiting({ reason: 'hate', author: story.authorOf(a), article: 'an-article' })).toEqual(['a']);
    expect(await waiting({ reason: 'spam' })).toEqual([]);
  });

  it("follows changes of the site's threshold, also for comments without new events", async () => {
    const one = story.post({ body: 'one' });
    const two = story.post({ body: 'two' });
    story.report(one);
    story.report(two);
    story.report(two);
    expect(await waiting()).toEqual(['one', 'two']);
    changeThreshold(2);
    expect(await waiting()).toEqual(['two']);
    expect(await sizes()).toEqual([0, 1, 0]);
    story.report(one);
    expect(await waiting()).toEqual(['one', 'two']);
    changeThreshold(3, 2);
    expect(await sizes()).toEqual([0, 0, 0]);
    changeThreshold(1, 3);
    expect(await sizes()).toEqual([0, 2, 0]);
  });

  it('restores the previous state when a decision is undone', async () => {
    const id = story.post({ body: 'a' });
    story.report(id, undefined, 'spam', 'why');
    const approval = story.decide(id, 'CommentApproved');
    expect(await waiting()).toEqual([]);
    story.undo(id, approval, 'published');
    const [item] = (await items()).items;
    expect(item).toMatchObject({ waitingSince: story.at(2), flags: [{ reason: 'spam', count: 1, notes: ['why'] }] });
  });

  it('counts a reporter once who reported before and after a decision that is undone', async () => {
    const id = story.post();
    const reporter = story.id();
    story.report(id, reporter);
    const approval = story.decide(id, 'CommentApproved');
    story.report(id, reporter, 'abuse');
    story.report(id, undefined, 'abuse');
    story.undo(id, approval, 'published');
    expect((await items()).items[0]).toMatchObject({
      reportHundredths: 200,
      flags: [
        { reason: 'abuse', count: 1 },
        { reason: 'spam', count: 1 },
      ],
    });
    story.decide(id, 'CommentRejected');
    await sizes();
    const { rows } = await tables.pool.query(
      'select reports_decided, reports_agreed from read.authors where author_id = $1',
      [reporter],
    );
    expect(rows).toEqual([{ reports_decided: 1, reports_agreed: 1 }]);
  });

  it("deletes a reporter's notes when the reporter is erased", async () => {
    const id = story.post();
    const reporter = story.id();
    story.report(id, reporter, 'spam', 'my own words');
    await items();
    story.add({ type: 'AuthorErased', data: { authorId: reporter, requestedBy: 'author' } });
    expect((await items()).items[0]?.flags).toEqual([{ reason: 'spam', count: 1, notes: [] }]);
  });

  it('returns the decisions of a batch, and which were undone', async () => {
    const batch = story.id();
    const [a, b] = [story.post(), story.post()];
    const first = story.decide(a, 'CommentApproved', batch);
    const second = story.decide(b, 'CommentRejected', batch);
    await items();
    story.undo(b, second, 'published');
    await items();
    expect(await batchDecisions(tables.pool, 'default', batch)).toEqual([
      { commentId: a, eventId: first, moderatorId: expect.any(String), undone: false },
      { commentId: b, eventId: second, moderatorId: expect.any(String), undone: true },
    ]);
    expect(await batchDecisions(tables.pool, 'elsewhere', batch)).toEqual([]);
  });

  it('returns when a decision last removed a comment from each queue', async () => {
    const decided = async () => {
      await sizes();
      const { pending, reported, escalated } = await queueSizes(tables.pool, 'default');
      return [pending.lastDecidedAt, reported.lastDecidedAt, escalated.lastDecidedAt];
    };
    const held = story.post({ status: 'held' });
    const seen = story.post();
    story.report(seen);
    expect(await decided()).toEqual([null, null, null]);
    story.decide(held, 'CommentEscalated');
    const first = story.at();
    expect(await decided()).toEqual([first, null, null]);
    const approved = story.decide(seen, 'CommentApproved', null, { reports: 1 });
    const second = story.at();
    expect(await decided()).toEqual([first, second, null]);
    story.undo(seen, approved, 'published');
    story.decide(held, 'CommentRejected');
    expect(await decided()).toEqual([first, second, story.at()]);
  });

  describe('a wave', () => {
    const postLike = (
      first: string,
      authors: number,
      status: 'held' | 'published',
      of: { articleId?: string } = {},
    ) => {
      const evidence = { authors, minutes: 60, wave: first };
      const action = status === 'held' ? ('hold' as const) : ('note' as const);
      return story.post({
        body: `${authors}`,
        status,
        findings: [{ rule: 'wave', ruleVersion: 1, action, evidence }],
        ...of,
      });
    };
    /** Posts a wave: the first and the second comment are published, four more are held. */
    const six = () => {
      const first = story.post({ body: '1' });
      const held = (nth: number) => postLike(first, nth, 'held');
      return [first, postLike(first, 2, 'published'), held(3), held(4), held(5), held(6)] as const;
    };
    const pending = async (question: Partial<QueueQuestion> = {}) =>
      (await items({ queue: 'pending', ...question })).items;

    it('is one item with the ids of its comments, including published ones', async () => {
      const single = story.post({ body: 'single', status: 'held' });
      const [first, second, third, ...others] = six();
      const found = await pending();
      expect(found.map(({ comment }) => comment.id)).toEqual([single, third]);
      expect(found.map(({ wave }) => wave)).toEqual([
        null,
        {
          id: first,
          authors: 6,
          count: 6,
          published: 2,
          newDomain: null,
          commentIds: [third, first, second, ...others],
        },
      ]);
      expect(await sizes()).toEqual([5, 0, 0]);
      expect(found.reduce((sum, { wave }) => sum + (wave ? wave.count - wave.published : 1), 0)).toBe(5);
    });

    it('is listed again as one item after one of its comments was decided', async () => {
      const [first, second, third, fourth, fifth, sixth] = six();
      story.decide(third, 'CommentRejected');
      story.decide(second, 'CommentRejected');
      const [item, ...more] = await pending();
      expect(more).toEqual([]);
      expect(item?.wave).toMatchObject({ count: 4, published: 1, commentIds: [fourth, first, fifth, sixth] });
    });

    it('ends when only one comment is left', async () => {
      const [first, second, third, fourth, fifth, sixth] = six();
      for (const id of [first, second, third, fourth, fifth]) story.decide(id, 'CommentRejected');
      expect(await pending()).toMatchObject([{ comment: { id: sixth }, wave: null }]);
    });

    it('has the new-domain finding of its newest comment', async () => {
      const [first] = six();
      const evidence = { domain: 'money.example', comments: 5, since: '2026-03-01' };
      const newDomain = { rule: 'new-domain', ruleVersion: 1, action: 'note' as const, evidence };
      const wave = { rule: 'wave', ruleVersion: 1, action: 'hold' as const, evidence: { authors: 7, wave: first } };
      story.post({ body: '7', status: 'held', findings: [newDomain, wave] });
      expect(await pending()).toMatchObject([{ wave: { count: 7, newDomain } }]);
    });

    it('does not list comments that a moderator approved', async () => {
      const [first, second, third, fourth, ...others] = six();
      for (const id of [first, third]) story.decide(id, 'CommentApproved');
      expect((await pending())[0]?.wave?.commentIds).toEqual([fourth, second, ...others]);
    });

    it('is one item again after decisions are undone', async () => {
      const [, , third, ...others] = six();
      const decided = [third, ...others].map((id) => [id, story.decide(id, 'CommentRejected')] as const);
      expect(await pending()).toEqual([]);
      for (const [id, decision] of decided) story.undo(id, decision, 'held');
      expect(await pending()).toMatchObject([{ comment: { id: third }, wave: { count: 6 } }]);
    });

    it('has one item in each queue, and for each filter', async () => {
      const first = story.post({ body: '1', status: 'held' });
      const [second, third] = [postLike(first, 2, 'held'), postLike(first, 3, 'held', { articleId: 'elsewhere' })];
      const fourth = postLike(first, 4, 'held', { articleId: 'elsewhere' });
      story.decide(second, 'CommentEscalated');
      const ids = async (question: Partial<QueueQuestion>) =>
        (await pending(question)).map(({ comment }) => comment.id);
      expect(await ids({})).toEqual([first]);
      expect(await ids({ queue: 'escalated' })).toEqual([second]);
      expect(await ids({ article: 'elsewhere' })).toEqual([third]);
      expect(await ids({ wave: first })).toEqual([first, third, fourth]);
    });

    it('loses a comment whose author changed its text', async () => {
      const [first, second, third, fourth] = six();
      for (const id of [first, third]) story.edit(id, 'I am sorry.');
      const found = await pending();
      expect(found.map(({ comment }) => comment.id)).toEqual([third, fourth]);
      expect(found[0]?.wave).toBeNull();
      expect(found[1]?.wave).toMatchObject({ count: 4, published: 1 });
      expect(found[1]?.wave?.commentIds).toContain(second);
    });

    it('lists a hundred ids, and counts all comments', async () => {
      const first = story.post({ body: '1' });
      for (let nth = 2; nth <= 103; nth++) postLike(first, nth, 'held');
      const [item] = await pending();
      expect(item?.wave).toMatchObject({ count: 103, published: 1, authors: 103 });
      expect(item?.wave?.commentIds).toHaveLength(100);
    });
  });

  describe('the text of a comment', () => {
    const held = (body: string, authorId?: string) =>
      story.post({ body, status: 'held', ...(authorId !== undefined && { authorId }) });
    const sameText = async () => (await items({ queue: 'pending' })).items.map((item) => item.sameText);

    it('is found in other waiting comments, the longest wait first', async () => {
      const [a, b, c] = [held('Buy gold!'), held('buy GOLD'), held('Buy  gold.')];
      held('Something else');
      story.decide(held('buy gold'), 'CommentRejected');
      expect(await sameText()).toEqual([[b, c], [a, c], [a, b], []]);
    });

    it('changes with an edit, and edits are counted', async () => {
      const [a, b] = [held('Buy gold!'), held('Buy gold!')];
      story.edit(b, 'I am sorry.');
      expect((await items({ queue: 'pending' })).items.map(({ edits, sameText: same }) => [edits, same])).toEqual([
        [0, []],
        [1, []],
      ]);
      story.edit(b, 'Buy gold?', 3);
      expect(await sameText()).toEqual([[b], [a]]);
    });

    it('has no stored print once its author is erased or withdrew it', async () => {
      const author = story.id();
      const [erased, withdrawn] = [held('Buy gold!', author), held('Buy gold!')];
      held('Buy gold!');
      await items();
      story.add({ type: 'AuthorErased', data: { authorId: author, requestedBy: 'author' } });
      story.withdraw(withdrawn);
      expect(await sameText()).toEqual([[], []]);
      const { rows } = await tables.pool.query(
        'select comment_id from read.queue_items where comment_id = any ($1) and text_print is not null',
        [[erased, withdrawn]],
      );
      expect(rows).toEqual([]);
    });
  });

  it("returns the last five decisions in force on the author's comments, newest first", async () => {
    const authorId = story.id();
    const decided = [1, 2, 3, 4, 5, 6].map(() => {
      const id = story.post({ authorId });
      return { id, event: story.decide(id, 'CommentRejected') };
    });
    story.post({ authorId, status: 'held' });
    story.undo(String(decided[5]?.id), String(decided[5]?.event), 'published');
    const [item] = (await items({ queue: 'pending' })).items;
    expect(item?.lastDecisions.map(({ commentId, decision, reason }) => [commentId, decision, reason])).toEqual(
      decided
        .slice(0, 5)
        .toReversed()
        .map(({ id }) => [id, 'reject', 'spam']),
    );
  });

  it('has an item for every comment, in the requested order', async () => {
    const [a, b] = [story.post({ body: 'a' }), story.post({ body: 'b', status: 'held' })];
    await items();
    const found = await itemsOf(tables.pool, 'default', [b, story.id(), a], everything);
    expect(found.map(({ comment, queue }) => [comment.body, queue])).toEqual([
      ['b', 'pending'],
      ['a', null],
    ]);
    expect(await itemsOf(tables.pool, 'elsewhere', [a], everything)).toEqual([]);
  });

  it("returns a moderator's decisions, newest first, page after page", async () => {
    const moderatorId = story.id();
    const ids = ['a', 'b', 'c'].map((body) => story.post({ body }));
    for (const id of ids) story.decide(id, 'CommentRejected', null, { moderatorId });
    story.decide(story.post(), 'CommentRejected');
    await items();
    const question = { site: 'default', moderator: moderatorId, sight: everything, limit: 2 };
    const first = await decisionsBy(tables.pool, question);
    expect(first.decisions.map(({ text, decision, reason, status }) => [text, decision, reason, status])).toEqual([
      ['c', 'reject', 'spam', 'rejected'],
      ['b', 'reject', 'spam', 'rejected'],
    ]);
    const second = await decisionsBy(tables.pool, { ...question, cursor: String(first.nextCursor) });
    expect(second.decisions.map(({ text }) => text)).toEqual(['a']);
    expect(second.nextCursor).toBeNull();
    expect((await decisionsBy(tables.pool, { ...question, site: 'elsewhere' })).decisions).toEqual([]);
  });
});

/** The event that undoes a decision on a withdrawn comment. */
const undoing = (story: Story, commentId: string, eventId: string): DomainEvent<'CommentReopened'> => ({
  type: 'CommentReopened',
  data: {
    commentId,
    articleId: story.articleOf(commentId),
    moderatorId: story.id(),
    from: 'withdrawn',
    status: 'withdrawn',
    basedOnVersion: 1,
    revision: 1,
    reports: 0,
    waitedSeconds: null,
    policyVersion: 0,
    batchId: null,
    undoes: { eventId, decision: 'reject', eventIds: [eventId] },
    restores: { homeQueue: 'reported', waitingSince: story.at(3).toISOString(), approvals: 0, onRecord: 'published' },
  },
});
