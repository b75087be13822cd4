import { statusEvents } from '#contracts/comment-life/status-change';
import type { RecordedEvent } from '#contracts/event-schemas';
import { olderComments, sitesIn } from '../batch.ts';
import { type Projection, type Transaction, tablesOf } from '../projection.ts';
import { readKnown, sortedBy, writeRows } from '../rows.ts';
import { StatsFold } from './fold.ts';
import type { CommentRow, KnownStats } from './rows.ts';
import * as sql from './write-sql.ts';

/**
 * Moderation statistics by day: how many comments arrived, and the decisions with moderator, reason and waiting time.
 */
export const moderationStatsProjection: Projection<'moderation-stats'> = {
  name: 'moderation-stats',
  version: 3,
  tables: tablesOf(import.meta.dirname),
  holds: {
    moderators: { personal: { columns: ['name'], of: [{ kind: 'person', id: 'moderator_id', site: 'site_id' }] } },
    stats_quarters: { plain: ['queue'] },
    stats_decisions: { plain: ['queue', 'decision', 'reason', 'rules'] },
    stats_rules: { plain: ['rule'] },
    stats_comments: { plain: ['state'] },
  },
  handles: new Set([...statusEvents, 'CommentFlagged', 'AuthorErased', 'PolicyChanged']),
  apply: async (events, transaction) => {
    const fold = new StatsFold(await load(transaction, events));
    for (const event of events) fold.apply(event);
    fold.settle();
    await write(transaction, fold);
  },
};

/** Most comments never need a moderator. A batch of only such comments reads and writes nothing. */
async function load(transaction: Transaction, events: readonly RecordedEvent[]): Promise<KnownStats> {
  const concerned = events.filter((event) => event.type !== 'CommentPosted' || event.data.status === 'held');
  if (concerned.length === 0) return { comments: [], thresholds: [] };
  const values = [olderComments(concerned), sitesIn(concerned)];
  const known = await readKnown<KnownStats>(transaction, 'stats', sql.loadStats, values);
  return { ...known, comments: [...known.comments, ...(await movedByPolicies(transaction, events, known))] };
}

/** A change of a site's threshold also moves comments that no event changed. */
async function movedByPolicies(
  transaction: Transaction,
  events: readonly RecordedEvent[],
  { comments, thresholds }: KnownStats,
): Promise<CommentRow[]> {
  const before = new Map(thresholds.map((row) => [row.site_id, row.flag_threshold]));
  const changes = events.filter(
    (event) => event.type === 'PolicyChanged' && event.data.policy.flagThreshold !== before.get(event.siteId),
  );
  const [first] = changes;
  if (!first) return [];
  const moved = await readKnown<Pick<KnownStats, 'comments'>>(transaction, 'stats-moved', sql.loadMoved, [
    sitesIn(changes),
    first.position,
  ]);
  const loaded = new Set(comments.map((row) => row.comment_id));
  return moved.comments.filter((row) => !loaded.has(row.comment_id));
}

/** Writes in the same order in every batch, by table and key, so that two writers cannot deadlock. */
async function write(transaction: Transaction, fold: StatsFold): Promise<void> {
  const { tally } = fold;
  if (fold.erased.size > 0) {
    const values = [[...fold.erased], [...fold.erasedAt]];
    await transaction.query({ name: 'stats-forget', text: sql.forgetModerators, values });
  }
  if (fold.erasedComments.size > 0)
    await transaction.query({ name: 'stats-unsign', text: sql.forgetSignatures, values: [[...fold.erasedComments]] });
  const quarters = [...tally.quarters].filter(([, { came, went }]) => came !== 0 || went !== 0);
  await writeRows(transaction, 'stats-comments', sql.writeComments, sortedBy(fold.changed, 'comment_id'));
  await writeRows(
    transaction,
    'stats-decisions',
    sql.writeDecisionStats,
    sortedBy(fold.decisions.values(), 'event_id'),
  );
  await writeRows(transaction, 'stats-requeue', sql.requeueDecisions, sortedBy(fold.requeued(), 'event_id'));
  if (fold.undone.size > 0) {
    await transaction.query({ name: 'stats-undo', text: sql.undoDecisions, values: [[...fold.undone]] });
  }
  await writeRows(transaction, 'stats-moderators', sql.writeModerators, byKey(fold.moderators));
  await writeRows(transaction, 'stats-thresholds', sql.writeStatsThresholds, fold.newThresholds);
  await writeRows(transaction, 'stats-quarters', sql.addQuarters, byKey(quarters));
  await writeRows(transaction, 'stats-rules', sql.addRules, byKey(tally.rules));
  await writeRows(transaction, 'stats-waiting', sql.addWaiting, byKey(tally.waiting));
  const less = quarters.filter(([, { came, went }]) => came < 0 || went < 0);
  await writeRows(transaction, 'stats-empty-quarters', sql.dropEmptyQuarters, byKey(less));
}

const byKey = <Row>(rows: Iterable<readonly [string, Row]>): Row[] =>
  [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
