import { z } from 'zod';
import { described, nextCursor } from './described.ts';
import { Position, Uuid } from './identifiers.ts';
import { CommentStatus, ReportReason, ModerationMode, RejectionReason, RestrictionKind } from './vocabulary.ts';

const Author = z.object({
  id: described.authorId,
  name: z.string().describe('Name to show'),
  avatarUrl: described.avatarUrl,
  badge: z.string().optional().describe('`staff`, or `guest` for an author who did not sign in'),
});

/** A comment as readers see it. A tombstone has neither author nor text. */
export const CommentAnswer = z.object({
  id: described.commentId,
  articleId: described.articleId,
  parentId: described.parentId,
  depth: z.number().int().describe('Number of comments above it; 0: a top-level comment'),
  author: Author.nullable().describe('Null for the placeholder of a removed comment'),
  body: z.string().nullable().describe('The text as its author typed it; null for a placeholder'),
  html: z.string().nullable().describe('The text as HTML, safe to insert into a page. Never insert `body`'),
  status: z
    .enum([...CommentStatus.options, 'removed'])
    .describe('`published` and `approved` comments are visible. `removed` is what readers get of all others'),
  createdAt: z.iso.datetime().describe('When it was posted'),
  editedAt: z.iso.datetime().nullable().describe('When its author last edited it; null: never'),
  likes: z.number().int().describe('Number of likes'),
  replyCount: z.number().int().describe('Number of direct replies that are visible'),
  notice: z.string().optional().describe('Why it is held, in a sentence for its author'),
  editableUntil: z.iso
    .datetime()
    .optional()
    .describe('Not sent by this version. Authors can edit for `rules.editWindowSeconds` after `createdAt`'),
  excerpt: z
    .literal(true)
    .optional()
    .describe('`body` and `html` are only the beginning of a long text; get the comment for the rest'),
  get replies(): z.ZodOptional<z.ZodArray<typeof CommentAnswer>> {
    return z.array(CommentAnswer).optional().describe('Visible replies, nested as deep as `depth` allows');
  },
  nextReplies: z.string().optional().describe('Send it as `cursor` to list more replies of this comment'),
});
export type CommentAnswer = z.infer<typeof CommentAnswer>;

const readBack = 'Missing, with the header `X-Stale: true`, if it was stored but cannot be read back at the moment';
export const PostedAnswer = z.object({
  comment: CommentAnswer.optional().describe(`${readBack}; this only happens when a request is repeated`),
  position: described.position,
  authorToken: z.string().optional().describe('For guests: the token with which they can edit and delete the comment'),
});
export const ChangedAnswer = z.object({
  comment: CommentAnswer.optional().describe(readBack),
  position: described.position,
});
export const AcceptedAnswer = z.object({ position: described.position });
export const LikesAnswer = z.object({
  likes: z.number().int().optional().describe(readBack),
  position: described.position,
});

export const ArticleAnswer = z.object({
  articleId: described.articleId,
  url: z
    .string()
    .nullable()
    .describe('Address as set by the publisher, or else as a reader’s page reported it from one of the site’s origins'),
  urlConfirmed: z.boolean().describe('The publisher set `url`'),
  title: z.string().nullable().describe('Title as set by the publisher; null: not set'),
  commentCount: z.number().int().describe('Number of visible comments'),
  open: z.boolean().describe('New comments are accepted now'),
  mode: ModerationMode.describe('The mode in force: the article’s own, or that of the policy'),
  closesAt: z.iso.datetime().nullable().describe('When the comments close, or did; null: no date is set'),
  rules: z
    .object({
      guestsAllowed: z.boolean().describe('Readers can comment without signing in'),
      maxLength: z.number().int().describe('Longest comment, in characters'),
      editWindowSeconds: z.number().int().describe('How long an author can edit a comment, in seconds'),
    })
    .describe('Rules of the site’s policy that authors need to know'),
});
export type ArticleAnswer = z.infer<typeof ArticleAnswer>;
export const UpdatedArticleAnswer = ArticleAnswer.partial()
  .required({ articleId: true })
  .extend({ position: described.position })
  .describe(
    'Only `articleId` and `position`, with the header `X-Stale: true`, if it was stored but cannot be read back at the moment',
  );

export const ThreadAnswer = z.object({
  article: ArticleAnswer,
  count: z.number().int().describe('Number of visible comments of the article'),
  comments: z.array(CommentAnswer).describe('The top-level comments of this page, with their replies'),
  nextCursor,
  position: Position.describe('The last event that is included. Follow later changes with `live?after=`'),
  revision: z
    .string()
    .optional()
    .describe('With `live?after={position}.{revision}` you also learn that the read model was rebuilt since'),
});
export type ThreadAnswer = z.infer<typeof ThreadAnswer>;

export const CountsAnswer = z.object({
  counts: z.record(z.string(), z.number().int()).describe('Number of visible comments by article id'),
  position: Position.describe('The last event that is included'),
});

export const PermalinkAnswer = z.object({
  comment: CommentAnswer,
  ancestors: z.array(CommentAnswer).describe('The comments above it, from the top down'),
});
export type PermalinkAnswer = z.infer<typeof PermalinkAnswer>;

/** What only this reader may see of an article. */
export const ViewerAnswer = z.object({
  author: Author.extend({ kind: z.enum(['member', 'guest']).describe('`member`: signed in at the site') })
    .nullable()
    .describe('The caller; null without a token'),
  waiting: z
    .array(CommentAnswer)
    .describe('The caller’s comments that wait for a moderator, newest first; at most 20, and 128 kB'),
  liked: z.array(Uuid).describe('Which of the comments in the query the caller likes'),
  restriction: z
    .object({
      kind: z.enum(['banned', 'suspended']).describe('Kind of the restriction; both forbid commenting'),
      until: described.until,
      reason: described.reason,
    })
    .nullable()
    .describe('The restriction that forbids the caller to comment; null: none'),
  decided: z
    .array(
      z.object({
        comment: CommentAnswer,
        reason: RejectionReason,
        message: described.message,
        at: described.at,
      }),
    )
    .describe(
      'The caller’s comments that were rejected in the last 30 days, newest first; at most 20, and excerpts beyond 128 kB',
    ),
  now: z.iso.datetime().describe('The time at the service'),
});
export type ViewerAnswer = z.infer<typeof ViewerAnswer>;

export const PreviewAnswer = z.object({ html: z.string().describe('The text as HTML, as readers would see it') });

/** A message of `live`, event `comment`. */
export const LiveComment = z.object({
  kind: z.enum(['new', 'changed', 'gone']).describe('Is the comment new, changed, or no longer visible?'),
  id: Uuid.describe('Id of the comment'),
  comment: CommentAnswer.optional().describe('Without its replies; missing if it is gone'),
});
export type LiveComment = z.infer<typeof LiveComment>;

/**
 * Every message of an article's `live`, by its name. `reset`: too much happened for single messages; reload the thread.
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
 * Additional fields of a message in a stream of several articles: the article's id as it was requested, and the
 * position up to which this article's messages are complete.
 */
export interface OfArticle {
  readonly article: string;
  readonly upTo: string;
}
/**
 * Every message of a site's `live`. `told` confirms that the messages of all requested articles are complete up to its
 * `id`; other messages have no `id`.
 */
export type SiteMessage =
  | { event: 'count'; data: z.infer<typeof articleMessages.count> & OfArticle }
  | { event: 'comment'; data: LiveComment & OfArticle }
  | { event: 'reset'; data: OfArticle }
  | { event: 'told'; data: { now: string } };

export const AuthorAnswer = z.object({
  id: described.authorId,
  name: described.name,
  avatarUrl: described.avatarUrl,
  firstSeen: z.iso.datetime().nullable().describe('When they first posted; null: not yet'),
  counts: z.record(z.string(), z.number().int()).describe('Number of their comments by status'),
  restrictions: z
    .array(
      z.object({
        kind: RestrictionKind,
        until: described.until,
        reason: described.reason,
        by: Uuid.describe('Id of the moderator who set it'),
        since: z.iso.datetime().describe('When it began'),
        carriedOver: z
          .literal(true)
          .optional()
          .describe('It was in force when an earlier account of the same person was erased'),
      }),
    )
    .describe('Restrictions that are in force'),
  erased: z.boolean().describe('Their personal data was erased'),
});
export type AuthorAnswer = z.infer<typeof AuthorAnswer>;

/** A restriction that stays in force after an erasure, so that erasing an account does not end it. */
export const KeptRestriction = z.object({
  what: z
    .enum(['restriction', 'network'])
    .describe(
      '`restriction`: of a member, recognised by the site’s user id. `network`: of a guest, recognised by their network',
    ),
  kind: RestrictionKind,
  until: described.until,
});
export type KeptRestriction = z.infer<typeof KeptRestriction>;

export const ErasureAnswer = z.object({
  authorId: described.authorId,
  site: described.siteId,
  requestedBy: z.enum(['author', 'admin']).describe('Who asked for the erasure'),
  requestedAt: z.iso.datetime().describe('When the erasure was requested'),
  completedAt: z.iso.datetime().nullable().describe('Null while unreadable bytes are still being removed from the log'),
  position: described.position,
  events: z
    .object({
      touched: z.number().int().describe('Events that the person caused, or that are about them'),
      withPersonalData: z.number().int().describe('Of these: events with data encrypted under the person’s key'),
      stillReadable: z.number().int().describe('Of these: events that could still be decrypted after the erasure'),
      sealedRemoved: z.number().int().nullable().describe('Events whose encrypted data was removed; null: not yet'),
    })
    .describe('Events of the log'),
  comments: z.number().int().describe('Number of their comments, all erased'),
  othersWords: z
    .object({
      events: z.number().int().describe('Reports, decisions and notes that others wrote'),
      readableInCopies: z
        .number()
        .int()
        .describe(
          'Of these: encrypted by an older version under the writer’s key only. They were removed from the log, but Kafka still has them',
        ),
    })
    .optional()
    .describe('Words of others about the person’s comments; missing in reports of older versions'),
  rows: z
    .object({
      comments: z.number().int().describe('Comments that were emptied'),
      flagNotes: z.number().int().describe('Notes of reports that were removed'),
      stillReadable: z.number().int().describe('Rows that still hold personal data'),
    })
    .describe('Rows of the read models'),
  stillReadable: z.number().int().describe('Everything that could still be read; 0 proves the erasure'),
  kept: z
    .array(KeptRestriction)
    .optional()
    .describe(
      'Restrictions that stay in force, kept as keyed hashes until they end; missing in reports of older versions',
    ),
  topics: z
    .array(
      z.object({
        topic: z.string().describe('Name of the topic, without the prefix'),
        events: z.number().int().describe('Number of encrypted events'),
        unreadableBy: z.literal('the dropped key').describe('Why they cannot be read: the person’s key was destroyed'),
      }),
    )
    .describe('Kafka topics that hold encrypted copies'),
});
export type ErasureAnswer = z.infer<typeof ErasureAnswer>;

const restrictionEvent = z.object({
  kind: RestrictionKind,
  lifted: z.boolean().describe('True: the restriction was lifted; false: it began'),
  until: described.until,
  reason: described.reason,
  at: described.at,
});
const exportedComment = z.object({
  commentId: described.commentId,
  articleId: described.articleId,
  parentId: described.parentId,
  postedAt: z.iso.datetime().describe('When it was posted'),
  name: z.string().nullable().describe('Name it was posted under'),
  picture: z.string().nullable().describe('Address of the picture at that time; null: none'),
  emailHash: z.string().nullable().describe('Keyed hash of the e-mail address, which itself is not stored'),
  revisions: z
    .array(
      z.object({
        body: z.string().nullable().describe('The text'),
        findings: z.array(z.record(z.string(), z.unknown())).describe('What the screening rules found in it'),
        at: described.at,
      }),
    )
    .describe('Every text it had, the oldest first'),
  happened: z
    .array(
      z.object({
        what: z.string().describe('Type of the event: a decision, a report, an edit'),
        at: described.at,
        reason: z.string().optional().describe('Reason of the decision or report'),
        message: z.string().optional().describe('What a moderator wrote to the author'),
        policyVersion: z.number().int().optional().describe('Version of the policy that was in force'),
      }),
    )
    .describe('What happened to it, the oldest first'),
});

/** Everything that is stored about a person. Erased values are null. */
export const ExportAnswer = z.object({
  authorId: described.authorId,
  site: described.siteId,
  exportedAt: z.iso.datetime().describe('When this was made'),
  record: AuthorAnswer.nullable().describe('The author’s record, as moderators see it; null: they never posted'),
  comments: z.array(exportedComment).describe('All comments of the person'),
  flags: z
    .array(
      z.object({
        commentId: described.commentId,
        reason: ReportReason,
        note: z.string().nullable().describe('Details that they wrote; null: none'),
        at: described.at,
      }),
    )
    .describe('Reports that they sent'),
  likes: z.array(z.object({ commentId: described.commentId, at: described.at })).describe('Their likes'),
  restrictions: z.array(restrictionEvent).describe('Restrictions of the person, and the end of each'),
  addresses: z
    .array(
      z.object({
        commentId: described.commentId,
        knownUntil: z.iso.datetime().describe('When the hash is deleted'),
      }),
    )
    .describe('Comments for which a keyed hash of the network address is still stored'),
  decisionsMade: z
    .array(
      z.object({
        commentId: described.commentId,
        decision: z.string().describe('What they decided'),
        note: described.note,
        message: z.string().nullable().describe('Message to the author; null: none'),
        at: described.at,
      }),
    )
    .describe('Decisions that they made as a moderator'),
  notesMade: z
    .array(z.object({ commentId: described.commentId, note: described.note, at: described.at }))
    .describe('Notes that they wrote as a moderator'),
});
export type ExportAnswer = z.infer<typeof ExportAnswer>;

export const FormAnswer = z.object({ token: z.string().describe('Send it back as `form.token` with the comment') });
export type FormAnswer = z.infer<typeof FormAnswer>;

export const SameAddressAnswer = z.object({
  comments: z.array(CommentAnswer).describe('Newest first; at most 50, and excerpts beyond 256 kB'),
  knownUntil: z.iso
    .datetime()
    .nullable()
    .describe('When the hash of the address is deleted; null: it is not known, or no longer'),
});
export type SameAddressAnswer = z.infer<typeof SameAddressAnswer>;

export const EventsAnswer = z.object({
  events: z
    .array(z.record(z.string(), z.unknown()))
    .describe(
      'CloudEvents 1.0, oldest first. Can be empty before the end if no event of the page has the wanted type: continue with `nextAfter`',
    ),
  nextAfter: Position.describe('Send it as `after` the next time'),
  log: z
    .string()
    .describe('Id of the log and its newest epoch, `<log id>.<epoch>`. Send it with `after` the next time'),
  epochs: z
    .array(
      z.object({
        epoch: z.number().int().describe('Number of the epoch'),
        after: Position.describe('The last position of the epochs before it'),
      }),
    )
    .describe('The oldest first. Events of an epoch after the `after` of the next one are void'),
});

/** A problem document (RFC 9457). Some codes have more fields, see docs/problems.md. */
export const ProblemAnswer = z.looseObject({
  type: z.string().describe('Kind of the problem: the part after `#` is the code. Programs decide by it'),
  title: z.string().describe('Kind of the problem, for people; the same for each code'),
  status: z.number().int().describe('HTTP status'),
  detail: z.string().optional().describe('Details of this case, for people'),
  errors: z
    .array(
      z.object({
        pointer: z
          .string()
          .describe(
            'Where: a JSON Pointer into the body, `?` and the name of a query parameter, or empty for the path',
          ),
        detail: z.string().describe('What is wrong with the value'),
      }),
    )
    .optional()
    .describe('With `invalid-fields`: one entry for each wrong field'),
});
