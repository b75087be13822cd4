import { statusEvents } from '#contracts/comment-life/status-change';
import { visibleStatuses } from '#contracts/comment-life/visible';
import { olderComments, sitesIn } from '../batch.ts';
import { type Projection, type Transaction, tablesOf } from '../projection.ts';
import { readKnown, sortedBy, writeRows } from '../rows.ts';
import { QueueFold } from './fold.ts';
import type { KnownQueue } from './rows.ts';
import {
  clearNotes,
  clearPrints,
  loadQueue,
  moveSizes,
  requeue,
  writeDecisions,
  writeItems,
  writeReports,
  writeThresholds,
} from './write-sql.ts';

/** The comments that wait for a moderator with the reasons, the sizes of the queues, and the decisions. */
export const moderationQueueProjection: Projection<'moderation-queue'> = {
  name: 'moderation-queue',
  version: 6,
  tables: tablesOf(import.meta.dirname),
  holds: {
    queue_items: {
      personal: { columns: ['text_print'], as: 'hash', of: [{ kind: 'comment-author', id: 'comment_id' }] },
      plain: ['status', 'on_record', 'review', 'queue', 'home_queue', 'findings', 'reports'],
    },
    queue_reports: {
      personal: {
        columns: ['note'],
        of: [
          { kind: 'person', id: 'reporter_id' },
          { kind: 'comment-author', id: 'comment_id' },
        ],
      },
      plain: ['reason'],
    },
    decisions: { plain: ['decision', 'reason', 'status_before', 'home_queue'] },
    queue_sizes: { plain: ['queue'] },
  },
  handles: new Set([...statusEvents, 'CommentFlagged', 'CommentNoted', 'AuthorErased', 'PolicyChanged']),
  apply: async (events, transaction) => {
    const fold = new QueueFold(
      await readKnown<KnownQueue>(transaction, 'queue', loadQueue, [olderComments(events), sitesIn(events)]),
    );
    for (const event of events) fold.apply(event);
    fold.settle();
    if (fold.erased.size > 0) {
      const erased = [[...fold.erased]];
      await transaction.query({ name: 'queue-clear-notes', text: clearNotes, values: erased });
      await transaction.query({ name: 'queue-clear-prints', text: clearPrints, values: erased });
    }
    await writeRows(transaction, 'queue-items', writeItems, sortedBy(fold.items.values(), 'comment_id'));
    await writeRows(transaction, 'queue-reports', writeReports, sortedBy(fold.reports.changed, 'comment_id'));
    await writeRows(transaction, 'queue-decisions', writeDecisions, sortedBy(fold.decisions.changed, 'event_id'));
    await writeRows(transaction, 'queue-sizes', moveSizes, fold.sizes.rows());
    await changeThresholds(transaction, sortedBy(fold.changedThresholds.values(), 'site_id'));
  },
};

/** A change of a site's threshold also moves comments that no event changed. */
async function changeThresholds(transaction: Transaction, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  await writeRows(transaction, 'queue-thresholds', writeThresholds, rows);
  await transaction.query({ name: 'queue-requeue', text: requeue, values: [JSON.stringify(rows), visibleStatuses] });
}
