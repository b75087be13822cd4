import { type Whereabouts, queueAt } from '#contracts/comment-life/queues';
import { isReported } from '#contracts/comment-life/report-weight';
import { defaultPolicy } from '#contracts/policy';
import type { QueueName } from '#contracts/vocabulary';

/**
 * The state from an event on: its position and time (ms), the comment's whereabouts, the weight of its open reports in
 * hundredths, the number of approvals that they must exceed, and the event's id if it was a decision.
 */
export type Moment = readonly [
  position: number,
  at: number,
  Whereabouts,
  hundredths: number,
  approvals: number,
  decision: string | null,
];

/** From a policy event on: its position and time (ms), and the weight of reports from which visible comments wait. */
export type Threshold = readonly [position: number, at: number, flagThreshold: number];

export interface TrailReader {
  moved(at: number, from: QueueName | null, to: QueueName | null): void;
  /** A decision on a comment that waited in `queue`. */
  decided(eventId: string, queue: QueueName | null): void;
}

/**
 * Replays a comment's path through the queues, and returns its current queue. Depends only on the events, so the
 * statistics are the same whether a policy event from another partition is read before or after the comment's events.
 */
export function readTrail(
  trail: readonly Moment[],
  thresholds: readonly Threshold[],
  reader: TrailReader,
): QueueName | null {
  let queue: QueueName | null = null;
  let whereabouts: Whereabouts = 'gone';
  let [hundredths, approvals] = [0, 0];
  let { flagThreshold } = defaultPolicy;
  let next = 0;
  const settle = (at: number): void => {
    const now = queueAt(whereabouts, isReported({ hundredths, approvals }, flagThreshold));
    if (now !== queue) reader.moved(at, queue, now);
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
    if (decision !== null) reader.decided(decision, queue);
    [whereabouts, hundredths, approvals] = rest;
    settle(at);
  }
  pass(Infinity);
  return queue;
}
