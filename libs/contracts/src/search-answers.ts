import { z } from 'zod';
import { CommentAnswer } from './answers.ts';
import { described, nextCursor } from './described.ts';
import { NamedArticle } from './moderation-answers.ts';
import { Decision, ModerationMode, RejectionReason } from './vocabulary.ts';
import { Who } from './who.ts';

/** A search result. */
export const FoundComment = z.object({
  comment: CommentAnswer,
  article: NamedArticle,
  rules: z.array(z.string()).describe('Screening rules that found something in the current text'),
  matches: z
    .array(z.tuple([z.number().int(), z.number().int()]))
    .describe('Where the search words are in `body`: [start, end) in UTF-16 code units'),
  decision: z
    .object({
      by: Who,
      decision: Decision,
      reason: RejectionReason.nullable().describe('Reason of a rejection; null: it was none'),
      at: described.at,
    })
    .nullable()
    .describe('The last decision that is in force; null: none'),
});
export type FoundComment = z.infer<typeof FoundComment>;

export const CommentSearchAnswer = z.object({
  items: z.array(FoundComment).describe('Newest first'),
  timeZone: z.string().describe('Time zone of the days `from` and `to`'),
  nextCursor,
});
export type CommentSearchAnswer = z.infer<typeof CommentSearchAnswer>;

export const ListedArticle = NamedArticle.extend({
  open: z.boolean().describe('New comments are accepted now'),
  mode: ModerationMode.nullable().describe('The article’s own mode; null: that of the policy'),
  modeInForce: ModerationMode.describe('The mode that is in force'),
  closesAt: z.iso.datetime().nullable().describe('When it closes by itself, or did; null: never'),
  closesBy: z
    .enum(['date', 'age'])
    .nullable()
    .describe(
      'Where `closesAt` comes from: a date that was set, or `closeAfterDays` of the policy; null: there is none',
    ),
  closedByHand: z.boolean().describe('It was closed by hand'),
  commentCount: z.number().int().describe('Number of visible comments'),
  waiting: z.number().int().describe('Number of its comments in the queues that the caller may work'),
  lastCommentAt: z.iso.datetime().nullable().describe('When the last comment was posted; null: there is none'),
});
export type ListedArticle = z.infer<typeof ListedArticle>;

export const ArticleListAnswer = z.object({
  articles: z.array(ListedArticle).describe('The last commented first'),
  nextCursor,
});
export type ArticleListAnswer = z.infer<typeof ArticleListAnswer>;
