import { statusEvents } from '#contracts/comment-life/status-change';
import type { RecordedEvent } from '#contracts/event-schemas';
import { olderComments, sitesIn } from '../batch.ts';
import { type Projection, type Transaction, tablesOf } from '../projection.ts';
import { readKnown, sortedBy, writeRows } from '../rows.ts';
import { StatsFold } from './fold.ts';
import type { CommentRow, KnownStats } from './rows.ts';
import * as sql from './write-sql.ts';

/** What moderation did, day by day: how much came in, who decided what, why, and how long it took. */
export const moderationStatsProjection: Projection<'moderation-stats'> = {
  name: 'moderation-stats',
  version: 3,
  tables: tablesOf(import.meta.dirname),
  holds: {
    moderators: { personal: { columns: ['name'], of: [{ kind: 'person', id: 'moderator_id', site: 'site_id' }] } },
    stats_days: { plain: ['queue'] },
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

/** Most comments are posted, read and never looked at: a batch that has no others asks nothing and writes nothing. */
async function load(transaction: Transaction, events: readonly RecordedEvent[]): Promise<KnownStats> {
  const concerned = events.filter((event) => event.type !== 'CommentPosted' || event.data.status === 'held');
  if (concerned.length === 0) return { comments: [], thresholds: [] };
  const values = [olderComments(concerned), sitesIn(concerned)];
  const known = await readKnown<KnownStats>(transaction, 'stats', sql.loadStats, values);
  return { ...known, comments: [...known.comments, ...(await movedByPolicies(transaction, events, known))] };
}

/** Comments that no event touched move, too, when their site's threshold does. */
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

/** In the same order in every batch, table by table and key by key, so that two writers never wait for each other. */
async function write(transaction: Transaction, fold: StatsFold): Promise<void> {
  const { tally } = fold;
  if (fold.erased.size > 0) {
    const values = [[...fold.erased], [...fold.erasedAt]];
    await transaction.query({ name: 'stats-forget', text: sql.forgetModerators, values });
  }
  if (fold.erasedComments.size > 0)
    await transaction.query({ name: 'stats-unsign', text: sql.forgetSignatures, values: [[...fold.erasedComments]] });
  const days = [...tally.days].filter(([, day]) => day.came !== 0 || day.went !== 0);
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
  await writeRows(transaction, 'stats-days', sql.addDays, byKey(days));
  await writeRows(transaction, 'stats-rules', sql.addRules, byKey(tally.rules));
  await writeRows(transaction, 'stats-waiting', sql.addWaiting, byKey(tally.waiting));
  if (fold.newThresholds.length > 0) {
    const sites = [...new Set(fold.newThresholds.map(({ site_id }) => site_id))];
    await transaction.query({ name: 'stats-empty-days', text: sql.dropEmptyDays, values: [sites] });
  }
}

const byKey = <Row>(rows: Iterable<readonly [string, Row]>): Row[] =>
  [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
