import { z } from 'zod';
import { CommentAnswer } from './answers.ts';
import { AuthorAnswer } from './person-answers.ts';
import type { EventType, RecordedEvent } from './event-schemas.ts';
import { described, nextCursor } from './described.ts';
import { Position, Uuid } from './identifiers.ts';
import {
  CommentStatus,
  Decision,
  EditReview,
  Finding,
  ReportReason,
  QueueName,
  RejectionReason,
} from './vocabulary.ts';
import { Who } from './who.ts';

const count = z.number().int().min(0);
const time = z.iso.datetime();

const inEachQueue = <T extends z.ZodType>(value: T) =>
  z.object({
    pending: value.describe('Held comments that wait for a first look'),
    reported: value.describe('Visible or hidden comments that readers reported'),
    escalated: value.describe('Comments that a moderator escalated'),
  });

export const QueuesAnswer = z.object({
  queues: inEachQueue(count).describe('Number of comments that wait in each queue'),
  oldestAgeSeconds: inEachQueue(count.nullable()).describe(
    'The longest wait in each queue, in seconds; null: it is empty',
  ),
  lastDecidedAt: inEachQueue(time.nullable()).describe(
    'When a decision last took a comment out of each queue; null: never',
  ),
  mine: count.describe('Number of claims that the caller holds'),
});
export type QueuesAnswer = z.infer<typeof QueuesAnswer>;

const rejectedFor = RejectionReason.nullable().describe('Reason of a rejection; null: it was none');

const LastDecision = z.object({
  commentId: described.commentId,
  decision: Decision,
  reason: rejectedFor,
  at: described.at,
});

/** An author's record for a moderator who decides on a comment. */
export const AuthorInQueue = AuthorAnswer.extend({
  rejectedShare: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe('Share of published, approved and rejected comments that were rejected. Null if there are none'),
  lastDecisions: z.array(LastDecision).describe('The last 5 decisions that are in force, newest first'),
});
export type AuthorInQueue = z.infer<typeof AuthorInQueue>;

/** An article's title and address, for moderators. */
export const NamedArticle = z.object({
  articleId: described.articleId,
  title: z.string().nullable().describe('Title of the article; null: not known'),
  url: z.string().nullable().describe('Address of the article; null: not known'),
  unconfirmed: z.boolean().describe('Title or address come from a reader’s page, not from the publisher'),
});
export type NamedArticle = z.infer<typeof NamedArticle>;

const claimedBy = Who.nullable().describe('The moderator who has claimed it; null: it is not claimed');
const claimedUntil = time.describe('When the claim ends');
const waitingSince = time.describe('Since when it waits');

/** Everything that a moderator needs to decide on a comment. */
export const ItemAnswer = z.object({
  comment: CommentAnswer,
  parent: CommentAnswer.nullable().describe('The comment that it replies to; null: none'),
  article: NamedArticle,
  queue: QueueName.nullable().describe('The queue that it waits in; null: none'),
  onRecord: CommentStatus.describe(
    'Status for moderators: that of the comment, except if its author withdrew it while it waited or after it was rejected',
  ),
  review: EditReview.nullable().describe(
    'Its author edited the text after an approval or after reports, and the policy has such edits reviewed; null: no',
  ),
  findings: z.array(Finding).describe('What the screening rules found in the text'),
  flags: z
    .array(
      z.object({
        reason: ReportReason,
        count: count.describe('Number of reports'),
        notes: z.array(z.string()).describe('Details that readers wrote'),
      }),
    )
    .describe('Reports by reason'),
  author: AuthorInQueue.nullable().describe('The author’s record; null: erased'),
  edits: count.describe('How often its author edited the text; `history` has every text'),
  sameText: z
    .object({
      count: count.describe('Number of those comments'),
      commentIds: z.array(Uuid).describe('Their ids, the longest wait first; at most 50'),
    })
    .nullable()
    .describe(
      'Other waiting comments of the site with the same text, apart from case, spaces and punctuation; null: none',
    ),
  wave: z
    .object({
      id: Uuid.describe('Id of its first comment'),
      authors: count.describe('Number of authors, as far as they are known'),
      count: count.describe(
        'Number of comments: those in this queue, this one included, and visible ones that no moderator reviewed',
      ),
      published: count.describe('How many of them are visible'),
      newDomain: Finding.nullable().describe('The finding `new-domain` of the newest waiting comment; null: none'),
      commentIds: z
        .array(Uuid)
        .describe('At most 100 ids: this comment, the visible ones, then the others, the longest wait first'),
    })
    .nullable()
    .describe('Nearly the same text by several authors within an hour. A queue lists them as one item; null: none'),
  version: z.number().int().describe('Version of the comment: send it with a decision as `expectedVersion`'),
  claimedBy,
  claimedUntil: claimedUntil.nullable().describe('When the claim ends; null: it is not claimed'),
  waitingSince: waitingSince.nullable().describe('Since when it waits; null: it does not wait'),
});
export type ItemAnswer = z.infer<typeof ItemAnswer>;

export const QueueItemAnswer = ItemAnswer.extend({ queue: QueueName, waitingSince });
export type QueueItemAnswer = z.infer<typeof QueueItemAnswer>;
export const QueueAnswer = z.object({
  items: z.array(QueueItemAnswer).describe('The longest wait first'),
  nextCursor,
});
export type QueueAnswer = z.infer<typeof QueueAnswer>;

/**
 * The comments around a comment, for moderators. Tombstones are only those that are gone for moderators, too, or that
 * the caller may not see.
 */
export const ConversationAnswer = z.object({
  ancestors: z.array(CommentAnswer).describe('The comments above it, from the top down'),
  before: z.array(CommentAnswer).describe('The 3 siblings before it, oldest first'),
  after: z.array(CommentAnswer).describe('The 3 siblings after it, oldest first'),
  replies: z.array(CommentAnswer).describe('The first 10 direct replies, oldest first'),
});
export type ConversationAnswer = z.infer<typeof ConversationAnswer>;

export const ClaimsAnswer = z.object({
  items: z
    .array(
      QueueItemAnswer.extend({
        claimedUntil,
        opened: z.boolean().describe('It was opened before, or is the one to open now'),
      }),
    )
    .describe('The claimed comments; empty: none is free'),
  leaseSeconds: z.number().int().describe('How long the claims last, in seconds'),
});
export type ClaimsAnswer = z.infer<typeof ClaimsAnswer>;

export const RenewedClaimsAnswer = z.object({
  held: z.array(z.object({ commentId: described.commentId, claimedUntil })).describe('Claims that the caller holds'),
  lost: z
    .array(z.object({ commentId: described.commentId, claimedBy }))
    .describe('Comments that another moderator has claimed, or that do not wait any more'),
});
export type RenewedClaimsAnswer = z.infer<typeof RenewedClaimsAnswer>;

export const DecisionResult = z.object({
  commentId: described.commentId,
  outcome: z
    .enum(['applied', 'unchanged', 'conflict', 'not-found', 'forbidden', 'failed'])
    .describe(
      '`forbidden`: the caller has no access to the comment. `failed`: see `problem`. If a batch is sent again with its Idempotency-Key, these two are tried again, and the other results are returned as before',
    ),
  status: CommentStatus.nullable().describe(
    'Status after the decision; null if nothing was decided, or, with the header `X-Stale: true`, if it cannot be read at the moment',
  ),
  version: z.number().int().nullable().describe('Version of the comment after the decision; null: as for `status`'),
  position: Position.nullable().describe('Position of the decision in the event log; null: nothing was stored'),
  conflict: z
    .object({
      by: Who.nullable().describe('The moderator who made the other change; null: it was not a moderator'),
      decision: z.string().describe('The other decision, or the type of the event'),
      at: described.at,
    })
    .optional()
    .describe('With `conflict`: the change that came first'),
  problem: z
    .object({
      type: z.string().describe('Kind of the problem: the part after `#` is the code'),
      title: z.string().describe('Kind of the problem, for people'),
      status: z.number().int().describe('HTTP status of the same request for only this comment'),
      detail: z.string().optional().describe('Details of this case, for people'),
    })
    .optional()
    .describe('With `forbidden` and `failed`: the problem that a request for only this comment would be answered with'),
});
export type DecisionResult = z.infer<typeof DecisionResult>;
export const DecisionsAnswer = z.object({
  batchId: Uuid.describe('Id of the batch: undo takes it'),
  results: z.array(DecisionResult).describe('One for each decision, in the same order'),
  position: described.position,
});
export type DecisionsAnswer = z.infer<typeof DecisionsAnswer>;

export const PastDecision = z.object({
  batchId: Uuid.nullable().describe('Id of its batch; null: of an older version'),
  commentId: described.commentId,
  articleId: described.articleId,
  decision: Decision,
  reason: rejectedFor,
  note: described.note,
  message: described.message,
  by: Who,
  at: described.at,
  undone: z.boolean().describe('It was undone later'),
  status: CommentStatus.describe('Status of the comment now'),
  onRecord: CommentStatus.describe('Status of the comment for moderators now'),
  excerpt: z
    .string()
    .nullable()
    .describe('The first 140 characters of the text; null: erased, or the caller has no access'),
});
export type PastDecision = z.infer<typeof PastDecision>;
export const PastDecisionsAnswer = z.object({
  decisions: z.array(PastDecision).describe('Newest first'),
  nextCursor,
});
export type PastDecisionsAnswer = z.infer<typeof PastDecisionsAnswer>;

export const NotedAnswer = z.object({ position: described.position });

/**
 * An event in a history. `data` and `personal` are typed by the event's type, as described in docs/events.md.
 */
export type PastEvent<T extends EventType = EventType> = {
  [K in T]: Pick<RecordedEvent<K>, 'eventId' | 'type' | 'version' | 'data' | 'personal'> & {
    position: string;
    at: string;
  };
}[T];

const pastEvents = z
  .array(
    // oxlint-disable-next-line typescript/consistent-type-assertions -- in the description `data` is any object, in TypeScript that of its event
    z.object({
      eventId: Uuid.describe('Id of the event'),
      type: z.string().describe('Type of the event'),
      version: z.number().int().describe('Number of the event in the history of the comment or author'),
      position: Position.describe('Position of the event in the log'),
      at: described.at,
      data: z
        .record(z.string(), z.unknown())
        .describe('What happened, without personal data; /schemas describes each type'),
      personal: z
        .record(z.string(), z.unknown())
        .nullable()
        .describe('Personal data of the event; null: none, or erased'),
    }) as unknown as z.ZodType<PastEvent>,
  )
  .describe('The oldest first');
export const HistoryAnswer = z.object({ commentId: described.commentId, events: pastEvents, nextCursor });
export type HistoryAnswer = z.infer<typeof HistoryAnswer>;

/** Restrictions of an author, their end, and the author's erasure. Events of their comments are not included. */
export const AuthorHistoryAnswer = z.object({ authorId: described.authorId, events: pastEvents, nextCursor });
export type AuthorHistoryAnswer = z.infer<typeof AuthorHistoryAnswer>;

/** `moderation/live`, event `item`: a comment came into a queue, left it, or changed. */
export const LiveItem = z.object({
  kind: z.enum(['came', 'went', 'changed']).describe('Did the comment come into the queue, leave it, or change in it?'),
  queue: QueueName,
  commentId: Uuid.describe('Id of the comment'),
  version: z
    .number()
    .int()
    .describe('Version of the comment after the change; ignore the message if you know a later version'),
  decision: z
    .object({ by: Who, decision: z.union([Decision, z.literal('undo')]), at: time })
    .optional()
    .describe('The decision, if a moderator made the change'),
  moderatorId: Uuid.optional().describe('Id of the moderator, if only one moderator caused the change'),
});
export type LiveItem = z.infer<typeof LiveItem>;

/** `moderation/live`, event `claim`. No message is sent when a claim ends by itself at `claimedUntil`. */
export const LiveClaim = z.object({
  commentId: Uuid.describe('Id of the comment'),
  claimedBy,
  claimedUntil: claimedUntil.nullable().describe('When the claim ends; null: it is not claimed'),
  holder: Uuid.nullable().describe('The holder that was sent with the claim; null: none'),
});
export type LiveClaim = z.infer<typeof LiveClaim>;

/** Every event of `moderation/live`, by its name. `reset`: too much happened for single messages; reload the page. */
export const deskMessages = { queues: QueuesAnswer, item: LiveItem, claim: LiveClaim, reset: z.object({}) } as const;
export type DeskMessage = {
  [K in keyof typeof deskMessages]: { event: K; data: z.infer<(typeof deskMessages)[K]> };
}[keyof typeof deskMessages];
