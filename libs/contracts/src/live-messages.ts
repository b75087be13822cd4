import { z } from 'zod';
import { CommentAnswer } from './answers.ts';
import { Uuid } from './identifiers.ts';

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
const articleMessages = {
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
interface OfArticle {
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
