import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedEvent } from '#contracts/event-schemas';
import { CommentStatus, isVisible } from '#contracts/vocabulary';
import type { Projection, Transaction } from '../projection';
import { sortedBy, writeRows } from '../rows';
import { QueueFold } from './fold';
import type { KnownQueue } from './rows';
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
} from './write-sql';

/** What waits for a moderator and why, how much of it there is, and what was decided. */
export const moderationQueueProjection: Projection = {
  name: 'moderation-queue',
  version: 3,
  tables: readFileSync(join(__dirname, 'table.sql'), 'utf8'),
  handles: new Set([
    'CommentPosted',
    'CommentEdited',
    'CommentWithdrawn',
    'CommentFlagged',
    'CommentHeld',
    'CommentApproved',
    'CommentRejected',
    'CommentEscalated',
    'CommentReopened',
    'CommentNoted',
    'AuthorErased',
    'PolicyChanged',
  ]),
  apply: async (events, transaction) => {
    const fold = new QueueFold(await load(transaction, events));
    for (const event of events) fold.apply(event);
    const sizes = fold.settle();
    if (fold.erased.size > 0) {
      const erased = [[...fold.erased]];
      await transaction.query({ name: 'queue-clear-notes', text: clearNotes, values: erased });
      await transaction.query({ name: 'queue-clear-prints', text: clearPrints, values: erased });
    }
    await writeRows(transaction, 'queue-items', writeItems, sortedBy(fold.items.values(), 'comment_id'));
    await writeRows(transaction, 'queue-reports', writeReports, sortedBy(fold.changedReports, 'comment_id'));
    await writeRows(transaction, 'queue-decisions', writeDecisions, sortedBy(fold.changedDecisions, 'event_id'));
    await writeRows(transaction, 'queue-sizes', moveSizes, sizes);
    await changeThresholds(transaction, sortedBy(fold.changedThresholds.values(), 'site_id'));
  },
};

const nothingKnown: KnownQueue = { items: [], reports: [], decisions: [], thresholds: [] };

async function load(transaction: Transaction, events: readonly RecordedEvent[]): Promise<KnownQueue> {
  const posted = new Set(events.filter((event) => event.type === 'CommentPosted').map((event) => event.data.commentId));
  const touched = events.flatMap(({ data }) => ('commentId' in data ? [data.commentId] : []));
  const older = [...new Set(touched)].filter((id) => !posted.has(id));
  const sites = [...new Set(events.map(({ siteId }) => siteId))];
  const { rows } = await transaction.query<{ known: KnownQueue }>({
    name: 'queue-load',
    text: loadQueue,
    values: [older, sites],
  });
  return rows[0]?.known ?? nothingKnown;
}

/** Comments that no event touched move, too, when their site's threshold does. */
async function changeThresholds(transaction: Transaction, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  await writeRows(transaction, 'queue-thresholds', writeThresholds, rows);
  const visible = CommentStatus.options.filter(isVisible);
  await transaction.query({ name: 'queue-requeue', text: requeue, values: [JSON.stringify(rows), visible] });
}
