import type { RecordedEvent } from '#contracts/event-schemas';
import { personalOwnerOf, speaksOfAComment } from '#contracts/personal-owner';
import type { AppendRequest } from '#event-store/appending/append';
import type { EventLog } from '#event-store/event-log';
import { eventToAppend } from '#test/support/database/event-to-append';
import { Story } from '#test/support/histories/story';

/** Events of a person in which every text by and about the person is the canary. */
export interface Words {
  readonly personId: string;
  /** Events by and about the person that fill every text and name that a read model stores. */
  readonly written: readonly RecordedEvent[];
  /** The events of the erasure, which the service appends after it has destroyed the key. */
  readonly erasure: readonly RecordedEvent[];
}

export function wordsOfAPerson(canary: string): Words {
  const story = new Story();
  const personId = story.id();
  const own = story.post({ authorId: personId, body: `I am ${canary}`, name: canary });
  const anothers = story.post({ body: 'something else' });
  story.edit(own, `Still ${canary}`);
  story.report(anothers, personId, 'spam', `by ${canary}`);
  story.report(own, story.id(), 'spam', `about ${canary}`);
  story.decide(anothers, 'CommentEscalated', null, { moderatorId: personId });
  story.decide(own, 'CommentApproved');
  story.report(own, story.id(), 'other', `once more about ${canary}`);
  const data = { authorId: personId, kind: 'premoderated', until: null, moderatorId: story.id() } as const;
  story.add({ type: 'AuthorRestricted', data, personal: { reason: `for ${canary}` } });
  const written = story.take().map((event) => signed(event, canary));
  story.add({ type: 'AuthorErased', data: { authorId: personId, requestedBy: 'author' } });
  story.withdraw(own, 'erasure');
  return { personId, written, erasure: story.take() };
}

/** Appends events as the service does: an event about a comment is encrypted for the author of the comment, too. */
export async function appendStory(
  log: EventLog,
  events: readonly RecordedEvent[],
  before: readonly RecordedEvent[] = [],
) {
  const authors = new Map(
    [...before, ...events].flatMap(({ type, data }) =>
      type === 'CommentPosted' && 'authorId' in data ? [[data.commentId, data.authorId] as const] : [],
    ),
  );
  for (const event of events) {
    const verdict = await log.append(requestOf(event, authors));
    if (verdict.kind !== 'appended') throw new Error(`${event.type} was not appended: ${verdict.kind}`);
  }
}

/** Sets the name of moderators to the canary, and gives readers a picture and an e-mail hash with it. */
function signed(event: RecordedEvent, canary: string): RecordedEvent {
  if (event.type === 'CommentPosted' && event.personal?.authorName === canary)
    return { ...event, personal: { ...event.personal, picture: `https://x.example/${canary}`, emailHash: canary } };
  if (event.personal && 'moderatorName' in event.personal)
    return { ...event, personal: { ...event.personal, moderatorName: canary } } as RecordedEvent;
  return event;
}

function requestOf(event: RecordedEvent, authors: ReadonlyMap<string, string>): AppendRequest {
  const { type, version, data } = event;
  const commentId = 'commentId' in data ? data.commentId : undefined;
  const authorId = 'authorId' in data ? data.authorId : '';
  const aboutId = speaksOfAComment(type) ? authors.get(commentId ?? '') : undefined;
  // The story uses a new stream for each event about an author; the service has one stream for each author.
  const expectedVersion = commentId !== undefined || type === 'AuthorRestricted' ? version - 1 : 1;
  return {
    streamId: commentId ?? authorId,
    expectedVersion,
    events: [eventToAppend(event, authorId, { subjectId: personalOwnerOf(event), aboutId })],
  };
}
