import { z } from 'zod';

/** The status of a comment. Readers see `published` and `approved` comments, and only these are counted. */
export const CommentStatus = z.enum(['published', 'held', 'approved', 'rejected', 'escalated', 'withdrawn', 'erased']);
export type CommentStatus = z.infer<typeof CommentStatus>;

/** Has a name of its own in the description: generators of clients would derive `CommentStatus` from the field. */
export const ShownStatus = z
  .enum([...CommentStatus.options, 'removed'])
  .describe('`published` and `approved` comments are visible. `removed` is what readers get of all others');

/** Why a reader reports a comment. */
export const ReportReason = z
  .enum(['spam', 'abuse', 'hate', 'harassment', 'misinformation', 'off-topic', 'illegal', 'other'])
  .describe('Reason of the report');
export type ReportReason = z.infer<typeof ReportReason>;

/** Why a moderator rejects a comment: the reasons of reports, and more. */
export const RejectionReason = z
  .enum([...ReportReason.options, 'personal-information', 'advertising', 'duplicate'])
  .describe('Reason of the rejection');
export type RejectionReason = z.infer<typeof RejectionReason>;

export const Decision = z.enum(['approve', 'reject', 'escalate', 'reopen']).describe('The decision');
export type Decision = z.infer<typeof Decision>;

/** Action for a comment whose author's name resembles another: publish it and mark it for moderators, hold or refuse it. */
export const NameRule = z.enum(['off', 'mark', 'hold', 'refuse']);
export type NameRule = z.infer<typeof NameRule>;

/** Why an edit of a visible comment needs a review: it had been approved, or it has open reports. */
export const EditReview = z.enum(['approval', 'reports']);
export type EditReview = z.infer<typeof EditReview>;

export const RestrictionKind = z
  .enum(['banned', 'suspended', 'premoderated', 'trusted', 'muted'])
  .describe(
    '`banned` and `suspended` authors cannot comment. `premoderated`: their comments are held. `trusted`: rules do not hold them. `muted`: their reports have no effect',
  );
export type RestrictionKind = z.infer<typeof RestrictionKind>;

/** `post`: publish, then review. `pre`: review, then publish. `auto`: publish, unless a rule holds the comment. */
export const ModerationMode = z.enum(['post', 'pre', 'auto']);
export type ModerationMode = z.infer<typeof ModerationMode>;

export const Role = z.enum(['moderator', 'admin', 'analyst', 'service']);
export type Role = z.infer<typeof Role>;

export const QueueName = z.enum(['pending', 'reported', 'escalated']);
export type QueueName = z.infer<typeof QueueName>;

/** The screening rules, in the order in which they run. */
export const ScreeningRule = z.enum([
  'length',
  'banned-words',
  'suspect-words',
  'links',
  'new-domain',
  'repeated-text',
  'wave',
  'repeated-characters',
  'shouting',
  'guest-form',
  'lookalike-name',
  'banned-name',
  'banned-network',
  'new-author',
  'recent-history',
  'pre-moderation',
]);
export type ScreeningRule = z.infer<typeof ScreeningRule>;

/** Rules whose findings an author can correct: a policy can make them ask the author to reconsider first. */
export const NudgeRule = ScreeningRule.extract([
  'suspect-words',
  'links',
  'repeated-text',
  'repeated-characters',
  'shouting',
]);
export type NudgeRule = z.infer<typeof NudgeRule>;

/**
 * A finding of a screening rule, with the version of the rule and its evidence. It does not quote the text: `ranges` in
 * the evidence are [start, end) in UTF-16 code units of the comment's body.
 */
export const Finding = z.object({
  rule: z.string().describe('Name of the rule'),
  ruleVersion: z.number().int().describe('Version of the rule'),
  action: z
    .enum(['hold', 'nudge', 'note'])
    .describe(
      '`hold`: held for a moderator. `nudge`: held, sent although the author was asked to reconsider. `note`: published',
    ),
  evidence: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.array(z.number()))]))
    .describe('What it found. `ranges` are [start, end) in UTF-16 code units of the text'),
});
export type Finding = z.infer<typeof Finding>;
