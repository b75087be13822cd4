import { z } from 'zod';
import { described, nextCursor } from './described.ts';
import { Position, Uuid } from './identifiers.ts';
import { ModerationMode, RejectionReason, ShownStatus } from './vocabulary.ts';

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
  status: ShownStatus,
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

/** Data about an article that only this reader may see. */
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

export const FormAnswer = z.object({ token: z.string().describe('Send it back as `form.token` with the comment') });
export type FormAnswer = z.infer<typeof FormAnswer>;

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
