import { z } from 'zod';
import { TimeZone } from './time-zone.ts';
import { Day } from './moment.ts';
import { ArticleId, Uuid } from './identifiers.ts';
import { CommentStatus, RejectionReason } from './vocabulary.ts';
import { words } from './words.ts';

const page = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number<number | string>().int().min(1).max(50).default(20),
};

/** Comments of a site, whatever their status; every condition must hold. */
export const CommentSearchQuery = z
  .object({
    q: words(1, 200)
      .optional()
      .describe(
        'words of the text, in any order; the last one may be its beginning. Case and accents make no difference',
      ),
    author: Uuid.optional(),
    article: ArticleId.optional(),
    status: CommentStatus.optional(),
    rule: z
      .string()
      .min(1)
      .max(60)
      .optional()
      .describe('a screening rule that found something in the text as it is now'),
    reason: RejectionReason.optional().describe('what it was rejected for'),
    from: Day.optional().describe('posted on this day, or later'),
    to: Day.optional().describe('posted on this day, or before'),
    timeZone: TimeZone.optional().describe("whose days `from` and `to` are; default: the site's"),
    ...page,
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['from'],
    message: 'must not be later than `to`',
  });

export const ArticleListQuery = z.object({
  q: words(1, 200).optional().describe('words of the title; the last one may be its beginning'),
  open: z
    .enum(['true', 'false'])
    .transform((open) => open === 'true')
    .optional()
    .describe('only articles whose comments are open, or closed'),
  article: ArticleId.optional().describe('this one alone'),
  ...page,
});
