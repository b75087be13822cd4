import { type Whereabouts, queueAt } from '#contracts/comment-life/queues';
import { isReported } from '#contracts/comment-life/report-weight';
import { defaultPolicy } from '#contracts/policy';
import type { QueueName } from '#contracts/vocabulary';

/**
 * From an event on: its position and time (ms), how the comment stands, what its open reports weigh in hundredths and
 * how many approvals of its text they weigh against; the event's id if it was a decision.
 */
export type Moment = readonly [
  position: number,
  at: number,
  Whereabouts,
  hundredths: number,
  approvals: number,
  decision: string | null,
];

/** From a policy's event on: its position and time (ms), and the weight of reports from which visible comments wait. */
export type Threshold = readonly [position: number, at: number, flagThreshold: number];

export interface TrailReader {
  moved(at: number, from: QueueName | null, to: QueueName | null): void;
  /** A decision on a comment that waited there. */
  decided(eventId: string, queue: QueueName | null): void;
}

/**
 * Tells how a comment went through the queues, and answers where it is now. A function of what happened and nothing
 * else: so the numbers made from it are the same whether a policy's event comes before the comment's or, from another
 * partition, after it.
 */
export function readTrail(
  trail: readonly Moment[],
  thresholds: readonly Threshold[],
  tell: TrailReader,
): QueueName | null {
  let queue: QueueName | null = null;
  let whereabouts: Whereabouts = 'gone';
  let [hundredths, approvals] = [0, 0];
  let { flagThreshold } = defaultPolicy;
  let next = 0;
  const settle = (at: number): void => {
    const now = queueAt(whereabouts, isReported({ hundredths, approvals }, flagThreshold));
    if (now !== queue) tell.moved(at, queue, now);
    queue = now;
  };
  const pass = (position: number): void => {
    for (let one = thresholds[next]; one && one[0] < position; one = thresholds[++next]) {
      flagThreshold = one[2];
      settle(one[1]);
    }
  };
  for (const [position, at, ...rest] of trail) {
    pass(position);
    const [, , , decision] = rest;
    if (decision !== null) tell.decided(decision, queue);
    [whereabouts, hundredths, approvals] = rest;
    settle(at);
  }
  pass(Infinity);
  return queue;
}
