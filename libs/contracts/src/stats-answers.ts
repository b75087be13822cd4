import { z } from 'zod';
import { QueueName, RejectionReason } from './vocabulary.ts';
import { Who } from './who.ts';

const count = z.number().int();
const times = {
  p50Seconds: z.number().nullable().describe('half of the decisions took no longer; null: there were none'),
  p95Seconds: z.number().nullable(),
};
const queue = QueueName.nullable().describe('null: decisions on comments that waited in no queue');

/** One queue on one day. Every day has all three queues. */
export const StatsDay = z.object({
  day: z.iso.date(),
  queue: QueueName,
  inbound: count.describe('how often a comment came into this queue, from nowhere or from another one'),
  decided: count.describe("moderators' decisions on comments that waited here, also those taken back later"),
  waiting: count.describe('how many waited here when the day ended; today: now'),
});
export type StatsDay = z.infer<typeof StatsDay>;

/** What moderation did in some days. Times run from the beginning of a wait to the decision that ended it. */
export const StatsAnswer = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  timeZone: z.string().describe('whose days they are'),
  days: z.array(StatsDay),
  totals: z.object({
    inbound: count,
    decided: count.describe("moderators' decisions of any kind, also those taken back later"),
    undone: count.describe('how many of them were taken back'),
    waiting: count.describe('when the last day ended; today: now'),
    timeToDecision: z.object(times),
  }),
  byQueue: z.array(z.object({ queue, decided: count, ...times })),
  byModerator: z.array(
    z.object({
      moderator: Who,
      decided: count,
      approved: count,
      rejected: count,
      escalated: count,
      reopened: count,
      undone: count.describe('how many of theirs were taken back, by whomever'),
      ...times,
    }),
  ),
  byReason: z.array(z.object({ reason: RejectionReason, rejected: count })).describe('without those taken back'),
  byRule: z
    .array(
      z.object({
        rule: z.string(),
        held: count.describe('texts, posted or edited, that the rule held'),
        approved: count.describe('approvals that ended such a hold, without those taken back'),
        rejected: count.describe('rejections that ended such a hold, without those taken back'),
      }),
    )
    .describe('how often moderators agreed with each screening rule'),
});
export type StatsAnswer = z.infer<typeof StatsAnswer>;
