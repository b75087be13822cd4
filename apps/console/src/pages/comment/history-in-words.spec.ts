import { decidingTexts } from '../../deciding/texts.ts';
import { deskLanguages } from '#languages/desk-languages';
import type { Language } from '../../languages/texts.ts';
import { DeskWords } from '../../languages/desk-words.ts';
import { type EventType, eventTypes } from '#contracts/event-schemas';
import type { PastEvent } from '#contracts/moderation-answers';
import { historyInWords } from './history-in-words.ts';
import { commentTexts } from './texts.ts';

type Personal = Record<string, unknown> | null;
let version = 0;
/** With as much of its data as its sentence is made of. */
const event = (type: EventType, data: Record<string, unknown> = {}, personal: Personal = null) =>
  ({
    eventId: `e${++version}`,
    type,
    version,
    position: String(version),
    at: '2026-11-23T12:00:00.000Z',
    data: { findings: [], ...data },
    personal,
  }) as unknown as PastEvent;
const told = (events: ReturnType<typeof event>[], language: Language = 'en', why: string[] = []) =>
  historyInWords(
    { commentId: 'c', events },
    {
      ...{ texts: commentTexts[language], deciding: decidingTexts[language], words: new DeskWords(language) },
      why: () => why,
    },
  );
const plain = (text: string): string => text.replaceAll(/[\u2068\u2069]/g, '');
const sentences = (...all: Parameters<typeof told>): string[] => told(...all).map(({ sentence }) => plain(sentence));

describe('the history of a comment', () => {
  it('names the actor, the action and the reason', () => {
    const rejected = event('CommentRejected', { reason: 'abuse', waitedSeconds: 7200 }, { moderatorName: 'Mo' });
    const events = [
      event('CommentPosted', { status: 'held', findings: [] }, { authorName: 'Lea' }),
      event('CommentFlagged', { reason: 'spam', reporterKind: 'guest' }),
      event('CommentHeld', { because: 'reports', reports: 5 }),
      rejected,
      event(
        'CommentReopened',
        { undoes: { eventId: rejected.eventId, decision: 'reject' }, status: 'held' },
        { moderatorName: 'Jo' },
      ),
      event('CommentApproved', { waitedSeconds: 5 }, { moderatorName: 'Jo' }),
      event('CommentApproved', { ignoreReports: true }, { moderatorName: 'Jo' }),
    ];
    expect(sentences(events, 'en', ['It has 2 links.'])).toEqual([
      'Lea posted it. It was held: It has 2 links.',
      'A guest reported it: Spam.',
      'Hidden after 5 reports, until a moderator reviews it.',
      'Mo rejected it: Insults. Waiting time: 2 hr.',
      'Jo undid a decision (rejection). Status now: Held.',
      'Jo approved it.',
      'Jo approved it. Reports of this version are ignored.',
    ]);
  });

  it('mentions whether a withdrawal or an edit leaves a decision to make', () => {
    const events = [
      event('CommentWithdrawn', { because: 'author' }),
      event('CommentWithdrawn', { because: 'author', onRecord: 'rejected' }),
      event('CommentWithdrawn', { because: 'author', onRecord: 'published' }),
      event('CommentCleared', {}, { moderatorName: 'Mo' }),
      event('CommentEdited'),
      event('CommentEdited', { review: 'approval' }),
    ];
    expect(sentences(events)).toEqual([
      'Its author deleted it.',
      'Its author deleted it.',
      'Its author deleted it. It still needs a decision.',
      'Mo found no problem. The comment stays deleted.',
      'Its author edited the text.',
      'Its author edited the text. A moderator must review it again.',
    ]);
  });

  it('shows neither the name of an erased person nor an erased text', () => {
    const [posted, approved] = told([event('CommentPosted', { status: 'published' }), event('CommentApproved')]);
    expect(posted).toMatchObject({ sentence: 'The author posted it. It was published immediately.', note: null });
    expect(approved?.sentence).toBe('A moderator approved it.');
  });

  it('keeps notes and messages apart from its own words', () => {
    const personal = { moderatorName: 'Mo', note: '{name} <b>', message: 'Stay civil.' };
    const [rejected] = told([event('CommentRejected', { reason: 'hate' }, personal)]);
    expect(rejected).toMatchObject({ note: '{name} <b>', message: 'Stay civil.', tone: 'bad' });
  });

  it('does not fill braces in a name', () => {
    const [approved] = sentences([event('CommentApproved', {}, { moderatorName: '{reason}' })]);
    expect(approved).toBe('{reason} approved it.');
  });

  it('does not tell likes', () => {
    expect(told([event('CommentLiked'), event('CommentUnliked')])).toEqual([]);
  });

  it.each(deskLanguages)('has words for every event of a comment in %s', (language) => {
    const ofComments = eventTypes.filter((type) => type.startsWith('Comment') && !/Liked|Unliked/.test(type));
    const all = sentences(
      ofComments.map((type) => event(type, { reason: 'spam', because: 'author', status: 'held' })),
      language,
    );
    expect(all).toHaveLength(ofComments.length);
    for (const sentence of all) expect(sentence).not.toMatch(/Comment[A-Z]|[{}]/);
  });
});
