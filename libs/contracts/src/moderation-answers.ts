import { z } from 'zod';
import { AuthorAnswer, CommentAnswer } from './answers.ts';
import type { EventType, RecordedEvent } from './event-schemas.ts';
import { ArticleId, Position, Uuid } from './identifiers.ts';
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

const inEachQueue = <T extends z.ZodType>(value: T) => z.object({ pending: value, reported: value, escalated: value });

export const QueuesAnswer = z.object({
  queues: inEachQueue(count),
  oldestAgeSeconds: inEachQueue(count.nullable()),
  lastDecidedAt: inEachQueue(time.nullable()).describe('when a decision last took a comment out of the queue'),
  mine: count.describe('claims that the caller holds'),
});
export type QueuesAnswer = z.infer<typeof QueuesAnswer>;

const LastDecision = z.object({
  commentId: Uuid,
  decision: Decision,
  reason: RejectionReason.nullable(),
  at: time,
});

/** An author as a moderator who judges them sees them. */
export const AuthorInQueue = AuthorAnswer.extend({
  rejectedShare: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe('rejected, of those that are published, approved or rejected; null before there is one'),
  lastDecisions: z.array(LastDecision).describe('the last 5 that stand, newest first'),
});
export type AuthorInQueue = z.infer<typeof AuthorInQueue>;

/** An article as moderators are told of it. */
export const NamedArticle = z.object({
  articleId: ArticleId,
  title: z.string().nullable(),
  url: z.string().nullable(),
  unconfirmed: z.boolean().describe("title or address is what a reader's page said, not the publisher"),
});
export type NamedArticle = z.infer<typeof NamedArticle>;

/** Everything a decision on one comment needs. */
export const ItemAnswer = z.object({
  comment: CommentAnswer,
  parent: CommentAnswer.nullable(),
  article: NamedArticle,
  queue: QueueName.nullable().describe('null: it does not wait'),
  onRecord: CommentStatus.describe(
    "the status under which moderators have it: the comment's own, but for one that its author withdrew while it waited, or after it was rejected",
  ),
  review: EditReview.nullable().describe(
    'its author changed the text after it was approved, or after readers reported it, and the policy has such edits reviewed',
  ),
  findings: z.array(Finding),
  flags: z.array(z.object({ reason: ReportReason, count, notes: z.array(z.string()) })),
  author: AuthorInQueue.nullable(),
  edits: count.describe('how often its author changed the text; every text stands in `history`'),
  sameText: z
    .object({ count, commentIds: z.array(Uuid).describe('50 at most, the longest wait first') })
    .nullable()
    .describe('other comments of the site that wait with the same text, but for case, blanks and punctuation'),
  wave: z
    .object({
      id: Uuid.describe('its first comment'),
      authors: count.describe('by how many, as far as is known'),
      count: count.describe(
        'those that wait in this queue, this one among them, and those that readers see and nobody judged',
      ),
      published: count.describe('how many of them readers see'),
      newDomain: Finding.nullable().describe('the finding `new-domain` of the newest of those that wait'),
      commentIds: z
        .array(Uuid)
        .describe('100 at most: this one, those that readers see, then the others, the longest wait first'),
    })
    .nullable()
    .describe(
      'the comments that said nearly the same within an hour, by several authors; a queue has them as one item',
    ),
  version: z.number().int().describe('what a decision says as `expectedVersion`'),
  claimedBy: Who.nullable(),
  claimedUntil: time.nullable(),
  waitingSince: time.nullable(),
});
export type ItemAnswer = z.infer<typeof ItemAnswer>;

export const QueueItemAnswer = ItemAnswer.extend({ queue: QueueName, waitingSince: time });
export type QueueItemAnswer = z.infer<typeof QueueItemAnswer>;
export const QueueAnswer = z.object({ items: z.array(QueueItemAnswer), nextCursor: z.string().nullable() });
export type QueueAnswer = z.infer<typeof QueueAnswer>;

/**
 * What stands around a comment, with moderators' eyes: nothing is a tombstone but what moderators do not have on record,
 * or not in sight.
 */
export const ConversationAnswer = z.object({
  ancestors: z.array(CommentAnswer).describe('from the top down'),
  before: z.array(CommentAnswer).describe('the 3 siblings before it, oldest first'),
  after: z.array(CommentAnswer).describe('the 3 siblings after it, oldest first'),
  replies: z.array(CommentAnswer).describe('the first 10 direct replies, oldest first'),
});
export type ConversationAnswer = z.infer<typeof ConversationAnswer>;

export const ClaimsAnswer = z.object({
  items: z.array(
    QueueItemAnswer.extend({
      claimedUntil: time,
      opened: z.boolean().describe('it was looked at, or is the one to be looked at now'),
    }),
  ),
  leaseSeconds: z.number().int(),
});
export type ClaimsAnswer = z.infer<typeof ClaimsAnswer>;

export const RenewedClaimsAnswer = z.object({
  held: z.array(z.object({ commentId: Uuid, claimedUntil: time })),
  lost: z
    .array(z.object({ commentId: Uuid, claimedBy: Who.nullable() }))
    .describe('held by somebody else now, or not waiting any more (then null)'),
});
export type RenewedClaimsAnswer = z.infer<typeof RenewedClaimsAnswer>;

export const DecisionResult = z.object({
  commentId: Uuid,
  outcome: z
    .enum(['applied', 'unchanged', 'conflict', 'not-found', 'forbidden', 'failed'])
    .describe(
      '`forbidden`: it is out of the caller’s reach, and nothing else is told of it; `failed`: `problem` says why, and the others of the batch have their own outcomes. Sent again with its Idempotency-Key, a batch tries those two again and answers the others as before',
    ),
  status: CommentStatus.nullable().describe(
    'null where nothing was decided and nothing is told, or, beside the header `X-Stale: true`, where the decision is stored and the comment cannot be read now',
  ),
  version: z.number().int().nullable(),
  position: Position.nullable(),
  conflict: z
    .object({ by: Who.nullable(), decision: z.string(), at: time })
    .optional()
    .describe('who did what first, and when'),
  problem: z
    .object({ type: z.string(), title: z.string(), status: z.number().int(), detail: z.string().optional() })
    .optional()
    .describe('of `forbidden` and `failed`: what the caller would be answered for it alone'),
});
export type DecisionResult = z.infer<typeof DecisionResult>;
export const DecisionsAnswer = z.object({ batchId: Uuid, results: z.array(DecisionResult), position: Position });
export type DecisionsAnswer = z.infer<typeof DecisionsAnswer>;

export const PastDecision = z.object({
  batchId: Uuid.nullable(),
  commentId: Uuid,
  articleId: ArticleId,
  decision: Decision,
  reason: RejectionReason.nullable(),
  note: z.string().nullable(),
  message: z.string().nullable().describe('what the author may read'),
  by: Who,
  at: time,
  undone: z.boolean(),
  status: CommentStatus.describe("the comment's now"),
  onRecord: CommentStatus.describe('the status under which moderators have the comment now'),
  excerpt: z
    .string()
    .nullable()
    .describe('the first 140 characters of its text, and … where it goes on; null once that is gone'),
});
export type PastDecision = z.infer<typeof PastDecision>;
export const PastDecisionsAnswer = z.object({
  decisions: z.array(PastDecision).describe('newest first'),
  nextCursor: z.string().nullable(),
});
export type PastDecisionsAnswer = z.infer<typeof PastDecisionsAnswer>;

export const NotedAnswer = z.object({ position: Position });

/**
 * An event as histories tell it. What its type says of `data` and `personal` stands in docs/events.md; TypeScript knows
 * it, too.
 */
export type PastEvent<T extends EventType = EventType> = {
  [K in T]: Pick<RecordedEvent<K>, 'eventId' | 'type' | 'version' | 'data' | 'personal'> & {
    position: string;
    at: string;
  };
}[T];

const pastEvents = z.array(
  // oxlint-disable-next-line typescript/consistent-type-assertions -- in the description `data` is any object, in TypeScript that of its event
  z.object({
    eventId: Uuid,
    type: z.string(),
    version: z.number().int(),
    position: Position,
    at: time,
    data: z.record(z.string(), z.unknown()),
    personal: z.record(z.string(), z.unknown()).nullable().describe('null once the person was erased'),
  }) as unknown as z.ZodType<PastEvent>,
);
export const HistoryAnswer = z.object({ commentId: Uuid, events: pastEvents, nextCursor: z.string().nullable() });
export type HistoryAnswer = z.infer<typeof HistoryAnswer>;

/** Restrictions and their end, and the author's erasure: what was done to an author, apart from their comments. */
export const AuthorHistoryAnswer = z.object({ authorId: Uuid, events: pastEvents, nextCursor: z.string().nullable() });
export type AuthorHistoryAnswer = z.infer<typeof AuthorHistoryAnswer>;

/** `moderation/live`, event `item`: a comment came into a queue, went out of it, or is another one than it was. */
export const LiveItem = z.object({
  kind: z.enum(['came', 'went', 'changed']),
  queue: QueueName,
  commentId: Uuid,
  version: z.number().int().describe("the comment's after it: whoever knows a later one has old news here"),
  decision: z
    .object({ by: Who, decision: z.union([Decision, z.literal('undo')]), at: time })
    .optional()
    .describe('if a moderator did it'),
  moderatorId: Uuid.optional().describe('who did all of it, if one moderator did: a note, a decision'),
});
export type LiveItem = z.infer<typeof LiveItem>;

/** `moderation/live`, event `claim`. One that runs out by itself is not told again: `claimedUntil` said so. */
export const LiveClaim = z.object({
  commentId: Uuid,
  claimedBy: Who.nullable(),
  claimedUntil: time.nullable(),
  holder: Uuid.nullable().describe('which page of theirs; null: they did not say'),
});
export type LiveClaim = z.infer<typeof LiveClaim>;

/** Every event of `moderation/live`, by its name. `reset`: more happened than can be told, load again what is shown. */
export const deskMessages = { queues: QueuesAnswer, item: LiveItem, claim: LiveClaim, reset: z.object({}) } as const;
export type DeskMessage = {
  [K in keyof typeof deskMessages]: { event: K; data: z.infer<(typeof deskMessages)[K]> };
}[keyof typeof deskMessages];
