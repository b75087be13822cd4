import type { DecisionEvent } from '#contracts/comment-life/decisions';
import { queueOf } from '#contracts/comment-life/queues';
import { type CommentStatus, QueueName } from '#contracts/vocabulary';
import type { SizeRow } from './rows.ts';

/** The changes of a batch to queue sizes, and when a decision last removed a comment from each queue. */
export class SizeChanges {
  private readonly sizes = new Map<string, Record<QueueName, number>>();
  private readonly lastDecided = new Map<string, Date>();

  /** Records a move. A site has all three sizes from its first comment on, even if none changed. */
  moved(site: string, from: QueueName | null, to: QueueName | null): void {
    const size = this.sizes.get(site) ?? { pending: 0, reported: 0, escalated: 0 };
    this.sizes.set(site, size);
    if (from !== null) size[from] -= 1;
    if (to !== null) size[to] += 1;
  }

  /**
   * Uses only the comment's events, so that the result does not depend on whether a policy change was read before or
   * after.
   */
  decided({ siteId, at, data }: DecisionEvent, onRecord: CommentStatus): void {
    const queue = queueOf(onRecord, data.reports > 0 || data.waitedSeconds !== null);
    const key = `${siteId} ${queue}`;
    if (queue !== null && at > (this.lastDecided.get(key) ?? 0)) this.lastDecided.set(key, at);
  }

  rows(): SizeRow[] {
    return [...this.sizes].flatMap(([site_id, size]) =>
      QueueName.options.map((queue) => ({
        site_id,
        queue,
        size: size[queue],
        last_decided_at: this.lastDecided.get(`${site_id} ${queue}`) ?? null,
      })),
    );
  }
}
