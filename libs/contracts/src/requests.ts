import { z } from 'zod';
import { LanguageTag } from './language-tag.ts';
import { pageOf } from './described.ts';
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

export const CommentBody = words(1, 10_000).describe(
  'The text: plain, with **bold**, *italic*, > quotes and links; at most 10,000 characters, or what the policy allows',
);
export const PostCommentRequest = z.object({
  body: CommentBody,
  parentId: Uuid.nullish().describe('Id of the comment to reply to'),
  author: z
    .object({
      name: PersonName.describe('Name to show, one line of at most 80 characters'),
      email: z.email().max(254).optional().describe('Only a keyed hash of it is stored'),
    })
    .optional()
    .describe('Required without a token: who the guest is'),
  article: z
    .object({
      url: httpUrl.optional().catch(undefined).describe('Address of the page'),
      title: words(1, 500).optional().catch(undefined).describe('Title of the article'),
    })
    .optional()
    .catch(undefined)
    .describe(
      'Address and title of the page, used until the publisher sets them. Only addresses under the site’s origins count, and unusable values are ignored',
    ),
  language: LanguageTag.optional()
    .catch(undefined)
    .describe('Language of the page as a BCP 47 tag. Unusable values are ignored'),
  form: z
    .object({
      token: z.string().max(100).optional().describe('The form token of the article'),
      website: z.string().max(2000).optional().describe('A hidden field that people leave empty and bots fill in'),
    })
    .optional()
    .describe('What a guest’s form adds, to tell people from bots'),
  guestSecret: z
    .string()
    .regex(/^[\u0021-\u007e]{16,200}$/, 'must be 16–200 visible ASCII characters')
    .optional()
    .describe(
      'A random secret that the guest’s client makes for this comment. If the answer is lost, only a request with the same Idempotency-Key and this secret gets the `authorToken` again',
    ),
  nudged: z
    .boolean()
    .optional()
    .describe('True: the author was asked to reconsider (problem `nudge`) and sends it anyway; it is then held'),
});
export type PostCommentRequest = z.infer<typeof PostCommentRequest>;

export const EditCommentRequest = z.object({ body: CommentBody });

export const ReportCommentRequest = z.object({
  reason: ReportReason,
  note: words(1, 500).optional().describe('Details for the moderators'),
});

export const ThreadQuery = z.object({
  sort: z
    .enum(['oldest', 'newest', 'top'])
    .default('oldest')
    .describe('Order of the top-level comments; `top`: the most liked first. Replies are always oldest first'),
  ...pageOf(100, 20),
  depth: z.coerce
    .number<number | string>()
    .int()
    .min(0)
    .max(100)
    .optional()
    .describe('Number of levels of replies to include; 0: none. Default: all'),
});

const listOf = <T extends z.ZodType>(item: T) => z.union([item.transform((one) => [one]), z.array(item)]);
export const ViewerQuery = z.object({
  comment: listOf(Uuid)
    .refine((ids) => ids.length <= 100, 'must be at most 100 comments')
    .optional()
    .describe('Ids of up to 100 comments to look for likes of; repeat the parameter'),
});

export const PreviewRequest = z.object({ body: CommentBody });

export const CountsQuery = z.object({
  article: listOf(ArticleId)
    .refine((ids) => ids.length <= 100, 'must be at most 100 articles')
    .describe('Ids of 1 to 100 articles; repeat the parameter'),
});

export const UpdateArticleRequest = z.object({
  url: httpUrl
    .refine((text) => !hasCredentials(text), 'must not have a user name or a password')
    .nullable()
    .optional()
    .describe('Address of the article, without user name and password'),
  title: words(1, 500).nullable().optional().describe('Title of the article'),
  open: z
    .boolean()
    .optional()
    .describe('False closes the comments. True opens them; if they were closed by date or age, they then stay open'),
  mode: ModerationMode.nullable().optional().describe('Mode of this article; null: that of the policy'),
  closesAt: Moment.nullable().optional().describe('When the comments close; null: no date'),
});

export const RestrictAuthorRequest = z
  .object({
    kind: RestrictionKind,
    until: Moment.nullish().describe('When it ends; required for `suspended`. Otherwise it lasts until it is lifted'),
    reason: words(1, 1000).describe('The author can read it'),
  })
  .refine((one) => one.kind !== 'suspended' || one.until, { path: ['until'], message: 'is required for a suspension' });

export const EventsQuery = z.object({
  after: PositionText.default(0).describe('List events after this position: `nextAfter` of the page before'),
  limit: pageOf(1000, 100).limit.describe('Most events of the page'),
  type: z
    .union([z.string().transform((one) => [one]), z.array(z.string())])
    .optional()
    .describe('Only events of this type; repeat the parameter for several'),
  log: z
    .string()
    .regex(labelPattern, 'must be the `log` of an answer')
    .optional()
    .describe(
      'The `log` of the answer that `after` is from. The call is refused if the position belongs to another log by now',
    ),
});

/**
 * `?after=`: the read waits up to 2 s until the read model has reached this position. Also accepts the id of a live
 * message, which begins with a position.
 */
export const AfterQuery = z.object({
  after: z
    .string()
    .regex(/^\d{1,20}(?:\.[\da-z]{1,20})?$/, 'must be a decimal position')
    .transform((text) => text.split('.', 1)[0] ?? '')
    .pipe(PositionText)
    .optional()
    .describe('Wait up to 2 seconds until this position is included: the `X-Position` of your change'),
});

/** The point at which a stream resumes: a position, or the `id` of a message, which also has the revision of the read models. */
const LivePlace = z
  .string()
  .regex(/^\d{1,20}(?:\.[\da-z]{1,20})?$/, 'must be a decimal position, or the id of a message')
  .refine((text) => isPosition(text.split('.', 1)[0] ?? ''), `must be a position up to ${lastPosition}`);

export const LiveQuery = z.object({
  after: LivePlace.optional().describe('Start after this position or message id. Default: from now on'),
});

/** For several articles: each resumes at its own position, in the same order, or all at the same one. */
export const LiveArticlesQuery = z
  .object({
    article: CountsQuery.shape.article,
    after: listOf(LivePlace)
      .optional()
      .describe('Start after this position or message id: one for all articles, or one for each in the same order'),
  })
  .refine(({ article, after }) => after === undefined || after.length === 1 || after.length === article.length, {
    path: ['after'],
    message: 'must be one, or one for each article',
  });

/** The start of an older page of a feed, from the `next` link of the page before. */
export const FeedQuery = z.object({ cursor: pageOf(100, 20).cursor.describe('From the `next` link of the feed') });
