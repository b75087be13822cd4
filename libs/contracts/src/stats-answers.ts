import { z } from 'zod';
import { QueueName, RejectionReason } from './vocabulary.ts';
import { Who } from './who.ts';

const count = z.number().int();
const times = {
  p50Seconds: z.number().nullable().describe('Median time to a decision, in seconds; null: there were none'),
  p95Seconds: z
    .number()
    .nullable()
    .describe('95th percentile of the time to a decision, in seconds; null: there were none'),
};
const queue = QueueName.nullable().describe('Null: decisions on comments that waited in no queue');

const decided = count.describe('Number of decisions, including those undone later');

/** One queue on one day. Each day has all three queues. */
export const StatsDay = z.object({
  day: z.iso.date().describe('The day in the time zone of the answer'),
  queue: QueueName,
  inbound: count.describe('How often a comment came into this queue'),
  decided: count.describe('Decisions on comments that waited here, including those undone later'),
  waiting: count.describe('How many waited here at the end of the day; for today: now'),
});
export type StatsDay = z.infer<typeof StatsDay>;

/** Statistics of a range of days. Times are measured from the start of a wait to the decision that ended it. */
export const StatsAnswer = z.object({
  from: z.iso.date().describe('First day'),
  to: z.iso.date().describe('Last day'),
  timeZone: z.string().describe('Time zone of the days'),
  days: z.array(StatsDay).describe('Each day with each queue'),
  totals: z
    .object({
      inbound: count.describe('How often a comment came into a queue'),
      decided: count.describe('Decisions of any kind, including those undone later'),
      undone: count.describe('How many of them were undone'),
      waiting: count.describe('How many waited at the end of the last day; for today: now'),
      timeToDecision: z.object(times).describe('From the start of a wait to the decision that ended it'),
    })
    .describe('The sums of all days'),
  byQueue: z.array(z.object({ queue, decided, ...times })).describe('Decisions by queue'),
  byModerator: z
    .array(
      z.object({
        moderator: Who,
        decided,
        approved: count.describe('Of these: approvals'),
        rejected: count.describe('Of these: rejections'),
        escalated: count.describe('Of these: escalations'),
        reopened: count.describe('Of these: reopened comments'),
        undone: count.describe('Of these: undone later, by any moderator'),
        ...times,
      }),
    )
    .describe('Decisions by moderator'),
  byReason: z
    .array(z.object({ reason: RejectionReason, rejected: count.describe('Number of rejections') }))
    .describe('Rejections by reason, without those undone later'),
  byRule: z
    .array(
      z.object({
        rule: z.string().describe('Name of the rule'),
        held: count.describe('Number of texts, posted or edited, that the rule held'),
        approved: count.describe('Approvals that ended such a hold, without those undone later'),
        rejected: count.describe('Rejections that ended such a hold, without those undone later'),
      }),
    )
    .describe('How often moderators agreed with each screening rule'),
});
export type StatsAnswer = z.infer<typeof StatsAnswer>;
