import { z } from 'zod';
import { unfilledVariables } from './fill-message.ts';
import { described, pageOf } from './described.ts';
import { ArticleId, Uuid } from './identifiers.ts';
import { words } from './words.ts';
import { Decision, ReportReason, QueueName, RejectionReason } from './vocabulary.ts';

const narrowed = {
  article: ArticleId.optional().describe('Only comments of this article'),
  author: Uuid.optional().describe('Only comments by this author'),
  reason: ReportReason.optional().describe('Only comments that were reported for this reason'),
};

export const QueueQuery = z.object({
  ...pageOf(100, 20),
  ...narrowed,
  wave: Uuid.optional().describe('Only comments of this wave, each as a separate item'),
});

/**
 * Long enough to read a long comment and the ones around it. If a browser is closed without releasing its claims, they
 * are free again after this time.
 */
const leaseSeconds = z.number().int().min(15).max(900).default(180).describe('How long the claims last, in seconds');

const holder = Uuid.optional().describe(
  'An id that you choose for one page or script. Its claims are only renewed and released with it; without it, all of the caller’s claims are meant',
);

export const ClaimsRequest = z.object({
  queue: QueueName,
  limit: z.number().int().min(1).max(20).default(1).describe('Most comments to claim'),
  leaseSeconds,
  holder,
  open: z
    .boolean()
    .default(false)
    .describe('True: the first comment is opened at once, and is not shared with other moderators'),
  ...narrowed,
});
export type ClaimsRequest = z.infer<typeof ClaimsRequest>;

export const RenewClaimsRequest = z.object({
  commentIds: z.array(Uuid).min(1).max(100).describe('The comments whose claims to renew'),
  leaseSeconds,
  holder,
  opened: z
    .array(Uuid)
    .max(100)
    .default([])
    .describe('Which of them were opened: they are not shared with other moderators'),
  from: Uuid.optional().describe('Another holder of the caller, which has ended: its claims are taken over'),
});
export type RenewClaimsRequest = z.infer<typeof RenewClaimsRequest>;

export const ReleaseClaimsQuery = z.object({ holder });
export const ReleaseAllQuery = ReleaseClaimsQuery.extend({
  ended: z.literal('true').optional().describe('The holder has ended: its late requests cannot claim anything'),
});

const note = words(1, 2000);
export const DecisionRequest = z
  .object({
    commentId: described.commentId,
    decision: Decision,
    reason: RejectionReason.optional().describe('Required for a rejection'),
    note: note.optional().describe('Note for colleagues'),
    message: words(1, 2000)
      .refine((text) => unfilledVariables(text).length === 0, 'must not have a variable that is not filled in')
      .optional()
      .describe('Message to the author; only with a rejection'),
    ignoreReports: z.boolean().optional().describe('Only with an approval: later reports of this text are ignored'),
    expectedVersion: z
      .number()
      .int()
      .min(1)
      .optional()
      .describe('`version` of the item that you saw. If the comment changed since, the outcome is `conflict`'),
  })
  .refine((one) => one.decision !== 'reject' || one.reason !== undefined, {
    path: ['reason'],
    message: 'is required for a rejection',
  })
  .refine((one) => one.decision === 'reject' || one.message === undefined, {
    path: ['message'],
    message: 'is only allowed with a rejection',
  })
  .refine((one) => one.decision === 'approve' || one.ignoreReports !== true, {
    path: ['ignoreReports'],
    message: 'is only allowed with an approval',
  });
export type DecisionRequest = z.infer<typeof DecisionRequest>;
export const DecisionsRequest = z.object({
  decisions: z.array(DecisionRequest).min(1).max(100).describe('1 to 100 decisions'),
});

export const UndoRequest = z
  .object({
    batchId: Uuid.optional().describe('Undo this batch'),
    commentId: Uuid.optional().describe('Undo the last decision on this comment'),
  })
  .refine(
    (one) => (one.batchId === undefined) !== (one.commentId === undefined),
    'must have either `batchId` or `commentId`',
  );

export const PastDecisionsQuery = z.object({
  moderator: z
    .union([z.literal('me'), Uuid])
    .default('me')
    .describe('`me`, or the id of a moderator'),
  ...pageOf(100, 20),
});

/** Most histories are short, so one page holds all of them. */
export const HistoryQuery = z.object(pageOf(1000, 1000));

export const NoteRequest = z.object({ note: note.describe('Note for colleagues') });
