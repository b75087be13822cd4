import { z } from 'zod';

/** Where a comment stands. `published` and `approved` are the two that readers see and the count counts. */
export const CommentStatus = z.enum(['published', 'held', 'approved', 'rejected', 'escalated', 'withdrawn', 'erased']);
export type CommentStatus = z.infer<typeof CommentStatus>;

/** Why a reader reports a comment. */
export const ReportReason = z.enum([
  'spam',
  'abuse',
  'hate',
  'harassment',
  'misinformation',
  'off-topic',
  'illegal',
  'other',
]);
export type ReportReason = z.infer<typeof ReportReason>;

/** Why a moderator rejects a comment: the reports' reasons and the house's own. */
export const RejectionReason = z.enum([...ReportReason.options, 'personal-information', 'advertising', 'duplicate']);
export type RejectionReason = z.infer<typeof RejectionReason>;

export const Decision = z.enum(['approve', 'reject', 'escalate', 'reopen']);
export type Decision = z.infer<typeof Decision>;

/**
 * What happens with a comment whose author's name looks like another: it is published and marked for moderators, held,
 * or refused.
 */
export const NameRule = z.enum(['off', 'mark', 'hold', 'refuse']);
export type NameRule = z.infer<typeof NameRule>;

/** After what an edit of a visible comment asks for a moderator: an approval, or reports that nobody answered yet. */
export const EditReview = z.enum(['approval', 'reports']);
export type EditReview = z.infer<typeof EditReview>;

export const RestrictionKind = z.enum(['banned', 'suspended', 'premoderated', 'trusted', 'muted']);
export type RestrictionKind = z.infer<typeof RestrictionKind>;

/** `post`: publish, then look. `pre`: look, then publish. `auto`: the rules hold what is doubtful. */
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

/** The rules that an author can do something about: a policy may let them ask the author to reconsider first. */
export const NudgeRule = ScreeningRule.extract([
  'suspect-words',
  'links',
  'repeated-text',
  'repeated-characters',
  'shouting',
]);
export type NudgeRule = z.infer<typeof NudgeRule>;

/**
 * What a screening rule found: which rule, in which version, on what evidence. Never holds the text itself: `ranges` in
 * the evidence are [start, end) in UTF-16 code units of the comment's body. `hold`: a moderator looks first. `nudge`:
 * so, too, and the author sent it though they were asked to reconsider. `note`: seen, and published all the same.
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
