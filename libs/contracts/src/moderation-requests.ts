import { z } from 'zod';
import { unfilledVariables } from './fill-message.ts';
import { ArticleId, Uuid } from './identifiers.ts';
import { words } from './words.ts';
import { Decision, ReportReason, QueueName, RejectionReason } from './vocabulary.ts';

const narrowed = { article: ArticleId.optional(), author: Uuid.optional(), reason: ReportReason.optional() };

export const QueueQuery = z.object({
  limit: z.coerce.number<number | string>().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
  ...narrowed,
  wave: Uuid.optional().describe('the comments of this wave, each as an item of its own'),
});

/**
 * Long enough to read a long comment and what stands around it; a desk that is closed without a word is given up after
 * it.
 */
const leaseSeconds = z.number().int().min(15).max(900).default(180);

const holder = Uuid.optional().describe(
  "an id of the caller's own for one page or script: it alone gives back and prolongs what it holds; absent: any of the caller's",
);

export const ClaimsRequest = z.object({
  queue: QueueName,
  limit: z.number().int().min(1).max(20).default(1),
  leaseSeconds,
  holder,
  open: z.boolean().default(false).describe('the first one is looked at at once, so it is shared with nobody'),
  ...narrowed,
});
export type ClaimsRequest = z.infer<typeof ClaimsRequest>;

export const RenewClaimsRequest = z.object({
  commentIds: z.array(Uuid).min(1).max(100),
  leaseSeconds,
  holder,
  opened: z.array(Uuid).max(100).default([]).describe('those that were looked at: they are shared with nobody'),
  from: Uuid.optional().describe('a holder of the caller that has ended, and whose claims this one takes over'),
});
export type RenewClaimsRequest = z.infer<typeof RenewClaimsRequest>;

export const ReleaseClaimsQuery = z.object({ holder });
export const ReleaseAllQuery = ReleaseClaimsQuery.extend({
  ended: z.literal('true').optional().describe('the holder is over: what it sent before and comes late claims nothing'),
});

const note = words(1, 2000);
export const DecisionRequest = z
  .object({
    commentId: Uuid,
    decision: Decision,
    reason: RejectionReason.optional(),
    note: note.optional().describe('for colleagues'),
    message: words(1, 2000)
      .refine((text) => unfilledVariables(text).length === 0, 'names a variable that was not filled in')
      .optional()
      .describe('what the author will read; only with a rejection'),
    ignoreReports: z
      .boolean()
      .optional()
      .describe('only with an approval: later reports of this revision change nothing'),
    expectedVersion: z.number().int().min(1).optional(),
  })
  .refine((one) => one.decision !== 'reject' || one.reason !== undefined, {
    path: ['reason'],
    message: 'is needed to reject',
  })
  .refine((one) => one.decision === 'reject' || one.message === undefined, {
    path: ['message'],
    message: 'goes with a rejection only',
  })
  .refine((one) => one.decision === 'approve' || one.ignoreReports !== true, {
    path: ['ignoreReports'],
    message: 'goes with an approval only',
  });
export type DecisionRequest = z.infer<typeof DecisionRequest>;
export const DecisionsRequest = z.object({ decisions: z.array(DecisionRequest).min(1).max(100) });

export const UndoRequest = z
  .object({ batchId: Uuid.optional(), commentId: Uuid.optional() })
  .refine((one) => (one.batchId === undefined) !== (one.commentId === undefined), 'give either batchId or commentId');

export const PastDecisionsQuery = z.object({
  moderator: z
    .union([z.literal('me'), Uuid])
    .default('me')
    .describe('me, or the id of a moderator'),
  limit: z.coerce.number<number | string>().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
});

/** A history is short as a rule: everything comes in one page, unless it is very long. */
export const HistoryQuery = z.object({
  limit: z.coerce.number<number | string>().int().min(1).max(1000).default(1000),
  cursor: z.string().max(200).optional(),
});

export const NoteRequest = z.object({ note });
