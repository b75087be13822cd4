import { z } from 'zod';
import { ArticleId, Position, SiteId, Uuid } from './identifiers.ts';

/** Fields that many requests and answers share, with their descriptions for /openapi.json. */
export const described = {
  position: Position.describe('Position of the change in the event log. Send it as `after` to read what you wrote'),
  commentId: Uuid.describe('Id of the comment'),
  parentId: Uuid.nullable().describe('Id of the comment that this one replies to; null: none'),
  articleId: ArticleId.describe('Your own id of the article'),
  authorId: Uuid.describe('Id of the author'),
  siteId: SiteId.describe('Id of the site'),
  avatarUrl: z.string().describe('Address of the author’s picture, relative to the service'),
  at: z.iso.datetime().describe('When it happened'),
  until: z.iso.datetime().nullable().describe('When it ends; null: when a moderator lifts it'),
  name: z.string().nullable().describe('Name of the author; null once they were erased'),
  note: z.string().nullable().describe('Note for colleagues; null: none, or erased'),
  reason: z.string().nullable().describe('Reason in the moderator’s words; null: none, or erased'),
  message: z.string().nullable().describe('Message of the moderator to the author; null: none'),
} as const;

/** The query parameters `limit` and `cursor` of a list. */
export const pageOf = (most: number, usual: number) => ({
  limit: z.coerce
    .number<number | string>()
    .int()
    .min(1)
    .max(most)
    .default(usual)
    .describe('Most entries of the page. It can have fewer: see `nextCursor`'),
  cursor: z.string().max(200).optional().describe('`nextCursor` of the page before; leave it out for the first page'),
});

export const nextCursor = z
  .string()
  .nullable()
  .describe('Send it as `cursor` for the next page; null: this is the last');
