import { suiteTables } from '#test/support/read-models/suite-tables';
import type { Story } from '#test/support/histories/story';
import { authorRecordProjection } from './projection.ts';
import { getAuthor, recentComments } from './queries.ts';

describe("an author's record", () => {
  const tables = suiteTables([authorRecordProjection]);
  let story: Story;
  let authorId: string;

  beforeEach(async () => {
    story = await tables.begin();
    authorId = story.id();
  });

  const record = async (id = authorId) => {
    await tables.feed(story.take());
    return getAuthor(tables.pool, 'default', id);
  };
  const counts = async (id = authorId) =>
    Object.fromEntries(Object.entries((await record(id))?.counts ?? {}).filter(([, count]) => count !== 0));

  it('is null for an author without events', async () => {
    expect(await record()).toBeNull();
  });

  it('has the newest name, and counts comments by their current status', async () => {
    story.post({ authorId, name: 'Eve' });
    const held = story.post({ authorId, status: 'held' });
    const gone = story.post({ authorId });
    const bad = story.post({ authorId, name: 'Eva' });
    story.decide(held, 'CommentApproved');
    story.withdraw(gone);
    const rejection = story.decide(bad, 'CommentRejected');
    expect(await record()).toMatchObject({
      authorId,
      name: 'Eva',
      kind: 'member',
      firstSeen: story.at(1),
      erased: false,
    });
    expect(await counts()).toEqual({ published: 1, approved: 1, withdrawn: 1, rejected: 1 });
    story.undo(bad, rejection, 'published');
    story.edit(held, 'another text');
    expect(await counts()).toEqual({ published: 3, withdrawn: 1 });
  });

  it('keeps a rejection when the author withdraws the comment before or after it', async () => {
    const [before, after, cleared] = [1, 2, 3].map(() => story.post({ authorId }));
    const reporter = story.id();
    for (const id of [after, cleared]) story.report(String(id), reporter);
    story.decide(String(before), 'CommentRejected');
    story.withdraw(String(before), 'author', 'rejected');
    for (const id of [after, cleared]) story.withdraw(String(id), 'author', 'published');
    expect(await counts()).toEqual({ rejected: 1, withdrawn: 2, flagged: 2 });
    story.decide(String(after), 'CommentRejected');
    story.decide(String(cleared), 'CommentCleared');
    expect(await counts()).toEqual({ rejected: 2, withdrawn: 1, flagged: 2 });
    expect(await counts(reporter)).toEqual({ reportsDecided: 2, reportsAgreed: 1 });
    expect(await recentComments(tables.pool, authorId, new Date(0))).toEqual({ published: 0, rejected: 2 });
    for (const id of [before, after, cleared]) story.withdraw(String(id), 'erasure');
    expect(await counts()).toEqual({ withdrawn: 3, flagged: 2 });
  });

  it('keeps the rejection, too, if an older withdrawal event has no field for it', async () => {
    const id = story.post({ authorId });
    story.decide(id, 'CommentRejected');
    story.withdraw(id);
    expect(await counts()).toEqual({ rejected: 1 });
  });

  it("counts how often moderators agreed with the author's reports, and corrects that after an undo", async () => {
    const [a, b] = [story.post(), story.post()];
    for (const id of [a, b]) story.report(id, authorId);
    story.decide(a, 'CommentApproved');
    const rejection = story.decide(b, 'CommentRejected');
    expect(await counts()).toEqual({ reportsDecided: 2, reportsAgreed: 1 });
    expect(await counts(story.authorOf(b))).toEqual({ rejected: 1, flagged: 1 });
    story.undo(b, rejection, 'published');
    expect(await counts()).toEqual({ reportsDecided: 1 });
  });

  it('does not count a report as decided while its comment is escalated', async () => {
    const id = story.post();
    story.report(id, authorId);
    story.decide(id, 'CommentEscalated');
    expect(await counts()).toEqual({});
    story.decide(id, 'CommentRejected');
    expect(await counts()).toEqual({ reportsDecided: 1, reportsAgreed: 1 });
  });

  it('has the restrictions in force', async () => {
    const moderatorId = story.id();
    const restrict = (kind: 'banned' | 'suspended', until: string | null) =>
      story.add({
        type: 'AuthorRestricted',
        data: { authorId, kind, until, moderatorId },
        personal: { reason: 'spam' },
      });
    restrict('suspended', '2020-01-01T00:00:00.000Z');
    restrict('banned', null);
    expect((await record())?.restrictions).toEqual([
      { kind: 'banned', until: null, reason: 'spam', by: moderatorId, since: story.at(2).toISOString() },
    ]);
    story.add({ type: 'AuthorRestrictionLifted', data: { authorId, kind: 'banned', moderatorId } });
    expect((await record())?.restrictions).toEqual([]);
  });

  it('has no name once the author is erased, whatever events come later', async () => {
    story.post({ authorId, name: 'Eve' });
    story.add({
      type: 'AuthorRestricted',
      data: { authorId, kind: 'banned', until: null, moderatorId: story.id() },
      personal: { reason: 'what Eve wrote' },
    });
    await record();
    story.add({ type: 'AuthorErased', data: { authorId, requestedBy: 'author' } });
    expect(await record()).toMatchObject({ name: null, picture: null, restrictions: [], erased: true });
    story.post({ authorId, name: 'Eve again' }); // from another partition
    expect(await record()).toMatchObject({ name: null, erased: true });
  });
});
