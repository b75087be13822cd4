import { z } from 'zod';
import { CommentAnswer } from './answers.ts';
import { NamedArticle } from './moderation-answers.ts';
import { Decision, ModerationMode, RejectionReason } from './vocabulary.ts';
import { Who } from './who.ts';

/** A comment that was found. */
export const FoundComment = z.object({
  comment: CommentAnswer,
  article: NamedArticle,
  rules: z.array(z.string()).describe('screening rules that found something in the text as it is now'),
  matches: z
    .array(z.tuple([z.number().int(), z.number().int()]))
    .describe('where the words that were asked for stand in `body`: [start, end) in UTF-16 code units'),
  decision: z
    .object({ by: Who, decision: Decision, reason: RejectionReason.nullable(), at: z.iso.datetime() })
    .nullable()
    .describe('the last one that stands'),
});
export type FoundComment = z.infer<typeof FoundComment>;

export const CommentSearchAnswer = z.object({
  items: z.array(FoundComment).describe('newest first'),
  timeZone: z.string().describe('whose days `from` and `to` are'),
  nextCursor: z.string().nullable(),
});
export type CommentSearchAnswer = z.infer<typeof CommentSearchAnswer>;

export const ListedArticle = NamedArticle.extend({
  open: z.boolean().describe('now'),
  mode: ModerationMode.nullable().describe("null: the site's policy decides"),
  modeInForce: ModerationMode.describe('its own, or that of the policy'),
  closesAt: z.iso.datetime().nullable().describe('when it closes by itself, or did'),
  closesBy: z
    .enum(['date', 'age'])
    .nullable()
    .describe('what `closesAt` comes from: a date that somebody set, or the days that the policy gives an article'),
  closedByHand: z.boolean().describe('somebody closed it, whatever the time is'),
  commentCount: z.number().int(),
  waiting: z.number().int().describe('its comments that wait in the queues that the caller may work'),
  lastCommentAt: z.iso.datetime().nullable(),
});
export type ListedArticle = z.infer<typeof ListedArticle>;

export const ArticleListAnswer = z.object({
  articles: z.array(ListedArticle).describe('the last commented first'),
  nextCursor: z.string().nullable(),
});
export type ArticleListAnswer = z.infer<typeof ArticleListAnswer>;
