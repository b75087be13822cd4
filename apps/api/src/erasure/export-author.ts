import type { ExportAnswer } from '#contracts/person-answers';
import { isDecisionEvent } from '#contracts/comment-life/decisions';
import type { RecordedEvent } from '#contracts/event-schemas';
import type { EventLog } from '#event-store/event-log';
import { recordedAndOpened } from '../commands/recorded.ts';

type Parts = Pick<ExportAnswer, 'comments' | 'flags' | 'likes' | 'restrictions' | 'decisionsMade' | 'notesMade'>;
type Comment = ExportAnswer['comments'][number];

/** Streams per query. */
const atOnce = 200;

/**
 * Everything that the log holds about one person: all revisions of their comments, their reports and likes, and the
 * decisions about them. Other people's words and names are left out: reports come without the reporter, decisions
 * without the moderator's note.
 */
export async function exportedFromLog(log: EventLog, authorId: string): Promise<Parts> {
  const parts: Parts = { comments: [], flags: [], likes: [], restrictions: [], decisionsMade: [], notesMade: [] };
  const commentIds: string[] = [];
  const likes = new Map<string, string>();
  for await (const stored of log.eventsAbout(authorId)) {
    for (const event of await recordedAndOpened(log, stored)) {
      if (event.type === 'CommentPosted' && event.data.authorId === authorId) commentIds.push(event.data.commentId);
      else collect(parts, likes, event, authorId);
    }
  }
  parts.likes.push(...Array.from(likes, ([commentId, at]) => ({ commentId, at })));
  for (let from = 0; from < commentIds.length; from += atOnce) {
    const streams = await log.readStreams(commentIds.slice(from, from + atOnce));
    for (const stream of streams.values()) parts.comments.push(commentOf(await recordedAndOpened(log, stream)));
  }
  return parts;
}

function collect(parts: Parts, likes: Map<string, string>, event: RecordedEvent, authorId: string): void {
  const at = event.at.toISOString();
  switch (event.type) {
    case 'CommentLiked':
      likes.set(event.data.commentId, at);
      break;
    case 'CommentUnliked':
      likes.delete(event.data.commentId);
      break;
    case 'CommentFlagged':
      if (event.data.reporterId !== authorId) break;
      parts.flags.push({
        commentId: event.data.commentId,
        reason: event.data.reason,
        at,
        note: event.personal?.note ?? null,
      });
      break;
    case 'AuthorRestricted':
    case 'AuthorRestrictionLifted':
      if (event.data.authorId === authorId) parts.restrictions.push(restrictionOf(event));
      break;
    case 'CommentNoted':
      if (event.data.moderatorId !== authorId) break;
      parts.notesMade.push({ commentId: event.data.commentId, note: event.personal?.note ?? null, at });
      break;
    default:
      if (isDecisionEvent(event) && event.data.moderatorId === authorId)
        parts.decisionsMade.push({
          commentId: event.data.commentId,
          decision: event.type,
          at,
          note: event.personal?.note ?? null,
          message: messageOf(event),
        });
  }
}

const restrictionOf = (event: RecordedEvent<'AuthorRestricted' | 'AuthorRestrictionLifted'>) => ({
  kind: event.data.kind,
  lifted: event.type === 'AuthorRestrictionLifted',
  until: event.type === 'AuthorRestricted' ? event.data.until : null,
  reason: event.type === 'AuthorRestricted' ? (event.personal?.reason ?? null) : null,
  at: event.at.toISOString(),
});

function commentOf(events: readonly RecordedEvent[]): Comment {
  const [posted] = events;
  if (posted?.type !== 'CommentPosted')
    throw new Error(`the stream of a comment begins with ${posted?.type ?? 'no event'} instead of CommentPosted`);
  const { commentId, articleId, parentId } = posted.data;
  const { personal } = posted;
  return {
    commentId,
    articleId,
    parentId,
    postedAt: posted.at.toISOString(),
    name: personal?.authorName ?? null,
    picture: personal?.picture ?? null,
    emailHash: personal?.emailHash ?? null,
    revisions: events.flatMap((event) =>
      event.type === 'CommentPosted' || event.type === 'CommentEdited'
        ? [{ body: event.personal?.body ?? null, findings: event.data.findings, at: event.at.toISOString() }]
        : [],
    ),
    happened: events.slice(1).flatMap(happened),
  };
}

const messageOf = (event: RecordedEvent): string | null =>
  event.type === 'CommentRejected' ? (event.personal?.message ?? null) : null;

/** An event on the comment without the names and words of other people, except the message to the author. */
function happened(event: RecordedEvent): Comment['happened'] {
  const message = messageOf(event);
  return [
    {
      what: event.type,
      at: event.at.toISOString(),
      ...('reason' in event.data && { reason: event.data.reason }),
      ...(message !== null && { message }),
      ...('policyVersion' in event.data && { policyVersion: event.data.policyVersion }),
    },
  ];
}
