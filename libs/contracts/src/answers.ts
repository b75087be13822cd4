import { z } from 'zod';
import { ArticleId, Position, SiteId, Uuid } from './identifiers.ts';
import { CommentStatus, ReportReason, ModerationMode, RejectionReason, RestrictionKind } from './vocabulary.ts';

const Author = z.object({
  id: Uuid,
  name: z.string(),
  avatarUrl: z.string(),
  badge: z.string().optional().describe('`staff`, or `guest` for somebody who did not sign in'),
});

/** A comment as everybody may see it; a tombstone has neither author nor text. */
export const CommentAnswer = z.object({
  id: Uuid,
  articleId: ArticleId,
  parentId: Uuid.nullable(),
  depth: z.number().int(),
  author: Author.nullable(),
  body: z.string().nullable().describe('what was typed'),
  html: z.string().nullable().describe('the only safe thing to render'),
  status: z.enum([...CommentStatus.options, 'removed']),
  createdAt: z.iso.datetime(),
  editedAt: z.iso.datetime().nullable(),
  likes: z.number().int(),
  replyCount: z.number().int(),
  notice: z.string().optional().describe('why it is held, in a sentence for its author'),
  editableUntil: z.iso.datetime().optional(),
  excerpt: z
    .literal(true)
    .optional()
    .describe(
      'body and html are only the beginning, since all of it was too much here; the comment itself has the rest',
    ),
  get replies(): z.ZodOptional<z.ZodArray<typeof CommentAnswer>> {
    return z.array(CommentAnswer).optional();
  },
  nextReplies: z.string().optional().describe('cursor for more replies of this thread'),
});
export type CommentAnswer = z.infer<typeof CommentAnswer>;

const readBack = 'absent, beside the header `X-Stale: true`, where it is stored and cannot be read back now';
export const PostedAnswer = z.object({
  comment: CommentAnswer.optional().describe(`${readBack}: in the answer to a repeated request at most`),
  position: Position,
  authorToken: z.string().optional(),
});
export const ChangedAnswer = z.object({ comment: CommentAnswer.optional().describe(readBack), position: Position });
export const AcceptedAnswer = z.object({ position: Position });
export const LikesAnswer = z.object({ likes: z.number().int().optional().describe(readBack), position: Position });

export const ArticleAnswer = z.object({
  articleId: ArticleId,
  url: z
    .string()
    .nullable()
    .describe("as its publisher says; else what a reader's page said, where it is on one of the site's origins"),
  urlConfirmed: z.boolean().describe('the publisher said `url`'),
  title: z.string().nullable().describe('as its publisher says'),
  commentCount: z.number().int(),
  open: z.boolean(),
  mode: ModerationMode,
  closesAt: z.iso.datetime().nullable(),
  rules: z
    .object({
      guestsAllowed: z.boolean(),
      maxLength: z.number().int(),
      editWindowSeconds: z.number().int(),
    })
    .describe("what the site's policy asks of writers"),
});
export type ArticleAnswer = z.infer<typeof ArticleAnswer>;
export const UpdatedArticleAnswer = ArticleAnswer.partial()
  .required({ articleId: true })
  .extend({ position: Position })
  .describe(
    'no more than `articleId` and `position`, beside the header `X-Stale: true`, where it is stored and cannot be read back now',
  );

export const ThreadAnswer = z.object({
  article: ArticleAnswer,
  count: z.number().int(),
  comments: z.array(CommentAnswer),
  nextCursor: z.string().nullable(),
  position: Position.describe('the last event in it: where `live?after=` goes on'),
  revision: z
    .string()
    .optional()
    .describe('`live?after={position}.{revision}` also tells when this was made anew since, from the same events'),
});
export type ThreadAnswer = z.infer<typeof ThreadAnswer>;

export const CountsAnswer = z.object({ counts: z.record(z.string(), z.number().int()), position: Position });

export const PermalinkAnswer = z.object({ comment: CommentAnswer, ancestors: z.array(CommentAnswer) });
export type PermalinkAnswer = z.infer<typeof PermalinkAnswer>;

/** What one reader may know of an article beyond what everybody sees. */
export const ViewerAnswer = z.object({
  author: Author.extend({ kind: z.enum(['member', 'guest']) })
    .nullable()
    .describe('null for somebody not known'),
  waiting: z
    .array(CommentAnswer)
    .describe('their own comments that wait for a moderator, newest first: 20 at most, and no more than fit in 128 kB'),
  liked: z.array(Uuid).describe('which of the comments that were asked for they like'),
  restriction: z
    .object({
      kind: z.enum(['banned', 'suspended']),
      until: z.iso.datetime().nullable(),
      reason: z.string().nullable(),
    })
    .nullable(),
  decided: z
    .array(
      z.object({
        comment: CommentAnswer,
        reason: RejectionReason,
        message: z.string().nullable().describe('what the moderator wrote to them'),
        at: z.iso.datetime(),
      }),
    )
    .describe(
      'their own comments here that were rejected in the last 30 days, newest first, 20 at most; beyond 128 kB excerpts',
    ),
  now: z.iso.datetime().describe("the service's clock"),
});
export type ViewerAnswer = z.infer<typeof ViewerAnswer>;

export const PreviewAnswer = z.object({ html: z.string() });

/** One message of `live`, event `comment`. */
export const LiveComment = z.object({
  kind: z.enum(['new', 'changed', 'gone']),
  id: Uuid,
  comment: CommentAnswer.optional().describe('without its replies; absent when it is gone'),
});
export type LiveComment = z.infer<typeof LiveComment>;

/**
 * Every message of an article's `live`, by its name. `reset`: more happened than can be told, load the thread again.
 */
export const articleMessages = {
  count: z.object({ count: z.number().int(), open: z.boolean() }),
  comment: LiveComment,
  reset: z.object({}),
} as const;
export type ArticleMessage = {
  [K in keyof typeof articleMessages]: { event: K; data: z.infer<(typeof articleMessages)[K]> };
}[keyof typeof articleMessages];

/**
 * What a stream about several articles says of one, by the name that it was asked for as; and up to where that one was
 * told.
 */
export interface OfArticle {
  readonly article: string;
  readonly upTo: string;
}
/**
 * Every message of a site's `live`. `told`: all that happened to any of its articles up to the `id` of this message;
 * the others have no `id`.
 */
export type SiteMessage =
  | { event: 'count'; data: z.infer<typeof articleMessages.count> & OfArticle }
  | { event: 'comment'; data: LiveComment & OfArticle }
  | { event: 'reset'; data: OfArticle }
  | { event: 'told'; data: { now: string } };

export const AuthorAnswer = z.object({
  id: Uuid,
  name: z.string().nullable(),
  avatarUrl: z.string(),
  firstSeen: z.iso.datetime().nullable(),
  counts: z.record(z.string(), z.number().int()),
  restrictions: z.array(
    z.object({
      kind: RestrictionKind,
      until: z.iso.datetime().nullable(),
      reason: z.string().nullable(),
      by: Uuid,
      since: z.iso.datetime(),
      carriedOver: z
        .literal(true)
        .optional()
        .describe('it was in force when an earlier account of the same person was erased'),
    }),
  ),
  erased: z.boolean(),
});
export type AuthorAnswer = z.infer<typeof AuthorAnswer>;

/** What outlives an erasure, since it would otherwise end by it. */
export const KeptRestriction = z.object({
  what: z
    .enum(['restriction', 'network'])
    .describe(
      '`restriction`: of a member, found again by the site’s user id. `network`: of a guest, by where they wrote from',
    ),
  kind: RestrictionKind,
  until: z.iso.datetime().nullable().describe('null: until a moderator lifts it'),
});
export type KeptRestriction = z.infer<typeof KeptRestriction>;

export const ErasureAnswer = z.object({
  authorId: Uuid,
  site: SiteId,
  requestedBy: z.enum(['author', 'admin']),
  requestedAt: z.iso.datetime(),
  completedAt: z.iso.datetime().nullable().describe('null while unreadable bytes are still being removed from the log'),
  position: Position,
  events: z.object({
    touched: z.number().int().describe('events that the person caused, or that say something about them'),
    withPersonalData: z.number().int().describe('of these: with something sealed under their key'),
    stillReadable: z.number().int().describe('of these: that could be opened when it was tried after the erasure'),
    sealedRemoved: z.number().int().nullable().describe('events whose sealed bytes this run removed; null: not yet'),
  }),
  comments: z.number().int().describe('comments of theirs, every one erased'),
  othersWords: z
    .object({
      events: z.number().int().describe('reports, decisions and notes in which others wrote, or signed, something'),
      readableInCopies: z
        .number()
        .int()
        .describe(
          "of these: that this run could open before it removed them from the log, since they were sealed under their writer's key alone, by an older version; Kafka still has them",
        ),
    })
    .optional()
    .describe('about the comments of theirs; absent in reports of older versions'),
  rows: z.object({
    comments: z.number().int(),
    flagNotes: z.number().int(),
    stillReadable: z.number().int().describe('rows of read models and identities that still say something personal'),
  }),
  stillReadable: z.number().int().describe('everything that could still be read: 0 proves the erasure'),
  kept: z
    .array(KeptRestriction)
    .optional()
    .describe('all that is kept of the person, as keyed hashes, until it ends; absent in reports of older versions'),
  topics: z
    .array(z.object({ topic: z.string(), events: z.number().int(), unreadableBy: z.literal('the dropped key') }))
    .describe('topics, without the prefix, that hold sealed copies'),
});
export type ErasureAnswer = z.infer<typeof ErasureAnswer>;

const restrictionEvent = z.object({
  kind: RestrictionKind,
  lifted: z.boolean(),
  until: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
  at: z.iso.datetime(),
});
const exportedComment = z.object({
  commentId: Uuid,
  articleId: ArticleId,
  parentId: Uuid.nullable(),
  postedAt: z.iso.datetime(),
  name: z.string().nullable(),
  picture: z.string().nullable(),
  emailHash: z.string().nullable().describe('a keyed hash: the address itself is kept nowhere'),
  revisions: z.array(
    z.object({
      body: z.string().nullable(),
      findings: z.array(z.record(z.string(), z.unknown())).describe('what the rules found in it'),
      at: z.iso.datetime(),
    }),
  ),
  happened: z.array(
    z.object({
      what: z.string().describe('decisions, reports, edits: the type of the event'),
      at: z.iso.datetime(),
      reason: z.string().optional(),
      message: z.string().optional().describe('what a moderator wrote to the author'),
      policyVersion: z.number().int().optional(),
    }),
  ),
});

/** Everything about a person; null stands where something was erased. */
export const ExportAnswer = z.object({
  authorId: Uuid,
  site: SiteId,
  exportedAt: z.iso.datetime(),
  record: AuthorAnswer.nullable(),
  comments: z.array(exportedComment),
  flags: z.array(
    z.object({ commentId: Uuid, reason: ReportReason, note: z.string().nullable(), at: z.iso.datetime() }),
  ),
  likes: z.array(z.object({ commentId: Uuid, at: z.iso.datetime() })),
  restrictions: z.array(restrictionEvent),
  addresses: z
    .array(z.object({ commentId: Uuid, knownUntil: z.iso.datetime() }))
    .describe('comments of which a keyed hash of the address is still held, and until when'),
  decisionsMade: z.array(
    z.object({
      commentId: Uuid,
      decision: z.string(),
      note: z.string().nullable(),
      message: z.string().nullable().describe('what they wrote to the author of the comment'),
      at: z.iso.datetime(),
    }),
  ),
  notesMade: z.array(z.object({ commentId: Uuid, note: z.string().nullable(), at: z.iso.datetime() })),
});
export type ExportAnswer = z.infer<typeof ExportAnswer>;

export const FormAnswer = z.object({ token: z.string() });
export type FormAnswer = z.infer<typeof FormAnswer>;

export const SameAddressAnswer = z.object({
  comments: z.array(CommentAnswer).describe('newest first, 50 at most; beyond 256 kB excerpts'),
  knownUntil: z.iso.datetime().nullable().describe('null: the address of this comment is not known, or no longer'),
});
export type SameAddressAnswer = z.infer<typeof SameAddressAnswer>;

export const EventsAnswer = z.object({
  events: z.array(z.record(z.string(), z.unknown())).describe('CloudEvents 1.0, oldest first'),
  nextAfter: Position,
  log: z.string().describe('the log and its newest epoch, `<log id>.<epoch>`: send it with `after` the next time'),
  epochs: z
    .array(z.object({ epoch: z.number().int(), after: Position }))
    .describe('the oldest first; what an epoch had behind the `after` of the next one is void'),
});

/** RFC 9457; some say more, as docs/problems.md has it. */
export const ProblemAnswer = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});
