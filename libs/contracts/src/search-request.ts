import { z } from 'zod';
import { pageOf } from './described.ts';
import { TimeZone } from './time-zone.ts';
import { Day } from './moment.ts';
import { ArticleId, Uuid } from './identifiers.ts';
import { CommentStatus, RejectionReason } from './vocabulary.ts';
import { words } from './words.ts';

const page = pageOf(50, 20);

/** A search for comments of any status; every condition must hold. */
export const CommentSearchQuery = z
  .object({
    q: words(1, 200)
      .optional()
      .describe(
        'Words of the text, in any order; the last one can be the beginning of a word. Case and accents are ignored',
      ),
    author: Uuid.optional().describe('Only comments by this author'),
    article: ArticleId.optional().describe('Only comments of this article'),
    status: CommentStatus.optional().describe(
      'Only comments with this status. Held, escalated and rejected comments are also found after their author withdrew them',
    ),
    rule: z
      .string()
      .min(1)
      .max(60)
      .optional()
      .describe('Only comments in whose current text this screening rule found something'),
    reason: RejectionReason.optional().describe('Only comments that were rejected for this reason'),
    from: Day.optional().describe('Posted on this day or later'),
    to: Day.optional().describe('Posted on this day or earlier'),
    timeZone: TimeZone.optional().describe('Time zone of `from` and `to`. Default: that of the site'),
    ...page,
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['from'],
    message: 'must not be later than `to`',
  });

export const ArticleListQuery = z.object({
  q: words(1, 200).optional().describe('Words of the title; the last one can be the beginning of a word'),
  open: z
    .enum(['true', 'false'])
    .transform((open) => open === 'true')
    .optional()
    .describe('Only articles whose comments are open, or closed'),
  article: ArticleId.optional().describe('Only this article'),
  ...page,
});
