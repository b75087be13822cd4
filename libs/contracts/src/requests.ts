import { z } from 'zod';
import { LanguageTag } from './language-tag.ts';
import { ArticleId, Uuid } from './identifiers.ts';
import { labelPattern } from './log-identity.ts';
import { Moment } from './moment.ts';
import { PersonName } from './person-name.ts';
import { urlIn } from './url-in.ts';
import { isPosition, lastPosition, PositionText } from './position.ts';
import { ReportReason, ModerationMode, RestrictionKind } from './vocabulary.ts';
import { words } from './words.ts';

const httpUrl = z
  .string()
  .max(2000)
  .refine((text) => /^https?:$/.test(urlIn(text)?.protocol ?? ''), 'must be an http or https URL');

const hasCredentials = (text: string): boolean => {
  const url = urlIn(text);
  return url !== undefined && (url.username !== '' || url.password !== '');
};

export const CommentBody = words(1, 10_000);
export const PostCommentRequest = z.object({
  body: CommentBody,
  parentId: Uuid.nullish(),
  author: z.object({ name: PersonName, email: z.email().max(254).optional() }).optional(),
  article: z
    .object({ url: httpUrl.optional().catch(undefined), title: words(1, 500).optional().catch(undefined) })
    .optional()
    .catch(undefined)
    .describe(
      "what the page calls itself; taken from a comment that is published, under the site's origins, until the publisher says. What cannot be used is left out, and refuses no comment",
    ),
  language: LanguageTag.optional()
    .catch(undefined)
    .describe('of the text, where the page knows it; left out where it is none'),
  form: z
    .object({ token: z.string().max(100).optional(), website: z.string().max(2000).optional() })
    .optional()
    .describe("of a guest's form: the token it was shown with, and what stands in a field that no reader sees"),
  guestSecret: z
    .string()
    .regex(/^[\u0021-\u007e]{16,200}$/, 'must be 16–200 visible ASCII characters')
    .optional()
    .describe(
      'a random secret that a guest’s client makes for this comment and keeps: sent again with the same Idempotency-Key, only it gets the `authorToken` again',
    ),
  nudged: z
    .boolean()
    .optional()
    .describe('true: the author was asked to reconsider (problem `nudge`) and sends it all the same; it is then held'),
});
export type PostCommentRequest = z.infer<typeof PostCommentRequest>;

export const EditCommentRequest = z.object({ body: CommentBody });

export const ReportCommentRequest = z.object({ reason: ReportReason, note: words(1, 500).optional() });

export const ThreadQuery = z.object({
  sort: z.enum(['oldest', 'newest', 'top']).default('oldest'),
  limit: z.coerce.number<number | string>().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
  depth: z.coerce.number<number | string>().int().min(0).max(100).optional(),
});

const listOf = <T extends z.ZodType>(item: T) => z.union([item.transform((one) => [one]), z.array(item)]);
export const ViewerQuery = z.object({
  comment: listOf(Uuid)
    .refine((ids) => ids.length <= 100, 'must be at most 100 comments')
    .optional(),
});

export const PreviewRequest = z.object({ body: CommentBody });

export const CountsQuery = z.object({
  article: listOf(ArticleId).refine((ids) => ids.length <= 100, 'must be at most 100 articles'),
});

export const UpdateArticleRequest = z.object({
  url: httpUrl
    .refine((text) => !hasCredentials(text), 'must hold no name and no password')
    .nullable()
    .optional(),
  title: words(1, 500).nullable().optional(),
  open: z
    .boolean()
    .optional()
    .describe(
      'true for an article whose time is over opens it for good: its date is taken away, its age closes it no more',
    ),
  mode: ModerationMode.nullable().optional(),
  closesAt: Moment.nullable().optional(),
});

export const RestrictAuthorRequest = z
  .object({ kind: RestrictionKind, until: Moment.nullish(), reason: words(1, 1000) })
  .refine((one) => one.kind !== 'suspended' || one.until, { path: ['until'], message: 'is needed to suspend' });

export const EventsQuery = z.object({
  after: PositionText.default(0),
  limit: z.coerce.number<number | string>().int().min(1).max(1000).default(100),
  type: z.union([z.string().transform((one) => [one]), z.array(z.string())]).optional(),
  log: z
    .string()
    .regex(labelPattern, 'must be the `log` of an answer')
    .optional()
    .describe('the `log` of the answer that `after` is from: refused where `after` means something else by now'),
});

/**
 * `?after=`: the read model must have reached this position before it answers (2 s at most). Of a live message's id,
 * its position counts.
 */
export const AfterQuery = z.object({
  after: z
    .string()
    .regex(/^\d{1,20}(?:\.[\da-z]{1,20})?$/, 'must be a decimal position')
    .transform((text) => text.split('.', 1)[0] ?? '')
    .pipe(PositionText)
    .optional(),
});

/** Where a stream goes on: a position, or the `id` of a message, which also says what the read models were then. */
const LivePlace = z
  .string()
  .regex(/^\d{1,20}(?:\.[\da-z]{1,20})?$/, 'must be a decimal position, or the id of a message')
  .refine((text) => isPosition(text.split('.', 1)[0] ?? ''), `must be a position up to ${lastPosition}`);

export const LiveQuery = z.object({ after: LivePlace.optional() });

/** Of several articles: each goes on after what is said for it, in the same order, or all after the same. */
export const LiveArticlesQuery = z
  .object({ article: CountsQuery.shape.article, after: listOf(LivePlace).optional() })
  .refine(({ article, after }) => after === undefined || after.length === 1 || after.length === article.length, {
    path: ['after'],
    message: 'must be one, or one for each article',
  });

/** Where an older page of a feed begins, as the one before it says in its `next` link. */
export const FeedQuery = z.object({ cursor: z.string().max(200).optional() });
