import type { RecordedEvent } from '#contracts/event-schemas';
import { defaultPolicy } from '#contracts/policy';
import type { QueueName } from '#contracts/vocabulary';
import { commentDecider } from '#domain/comment';
import { type Comment, type CommentEvent, queueNow } from '#domain/comment-state';
import type { HistoryEvent } from '#test/support/histories/random-newsroom';

interface Quarter {
  readonly site_id: string;
  /** Start of the quarter of an hour in UTC: 2026-11-23T18:45. */
  readonly quarter: string;
  readonly queue: QueueName;
  came: number;
  went: number;
}
interface Decision {
  readonly event_id: string;
  readonly queue: QueueName | null;
  readonly waited_ms: number | null;
  undone: boolean;
}

/**
 * Computes the moderation statistics of a history from the state of the domain: after every event it looks up the queue
 * of every comment.
 */
export function statsTruth(history: readonly HistoryEvent[]) {
  const comments = new Map<string, Comment>();
  const queues = new Map<string, QueueName | null>();
  const thresholds = new Map<string, number>();
  const quarters = new Map<string, Quarter>();
  const decisions = new Map<string, Decision>();
  const rowOf = (event: RecordedEvent, queue: QueueName): Quarter => {
    const quarter = quarterOf(event.at.toISOString());
    const key = `${event.siteId} ${quarter} ${queue}`;
    const row = quarters.get(key) ?? { site_id: event.siteId, quarter, queue, came: 0, went: 0 };
    quarters.set(key, row);
    return row;
  };
  for (const event of history) {
    if (event.type === 'PolicyChanged') thresholds.set(event.siteId, event.data.policy.flagThreshold);
    if (isOfComment(event)) {
      const { commentId } = event.data;
      const before = comments.get(commentId) ?? null;
      const after = commentDecider.evolve(before, event);
      if (before && after) decide(event, before, after, queues.get(commentId) ?? null, decisions);
      if (after) comments.set(commentId, after);
    }
    for (const [id, comment] of comments) {
      const [was, is] = [
        queues.get(id) ?? null,
        queueNow(comment, thresholds.get(comment.siteId) ?? defaultPolicy.flagThreshold),
      ];
      if (was === is) continue;
      if (was !== null) rowOf(event, was).went += 1;
      if (is !== null) rowOf(event, is).came += 1;
      queues.set(id, is);
    }
  }
  const waiting = new Map<string, { site_id: string; article_id: string; waiting: number }>();
  for (const [id, { siteId, articleId }] of comments) {
    const row = waiting.get(`${siteId} ${articleId}`) ?? { site_id: siteId, article_id: articleId, waiting: 0 };
    if ((queues.get(id) ?? null) === null) continue;
    row.waiting += 1;
    waiting.set(`${siteId} ${articleId}`, row);
  }
  return {
    quarters: inOrder(quarters).filter(({ came, went }) => came + went > 0),
    decisions: inOrder(decisions),
    waiting: inOrder(waiting),
  };
}

const isOfComment = (event: HistoryEvent): event is HistoryEvent & CommentEvent =>
  'commentId' in event.data && event.type !== 'CommentLiked' && event.type !== 'CommentUnliked';

/** A decision adds to the comment's decisions in force, and an undo removes from them. */
function decide(
  event: HistoryEvent & CommentEvent,
  before: Comment,
  after: Comment,
  queue: QueueName | null,
  decisions: Map<string, Decision>,
): void {
  for (const { eventId } of before.decisions.slice(after.decisions.length)) {
    const decision = decisions.get(eventId);
    if (decision) decision.undone = true;
  }
  if (after.decisions.length <= before.decisions.length) return;
  const { waitingSince } = before;
  const waited = waitingSince && Math.max(0, event.at.getTime() - waitingSince.getTime());
  decisions.set(event.eventId, { event_id: event.eventId, queue, waited_ms: waited, undone: false });
}

const inOrder = <Row>(rows: ReadonlyMap<string, Row>): Row[] =>
  [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);

const quarterOf = (time: string): string =>
  `${time.slice(0, 14)}${String(Math.floor(Number(time.slice(14, 16)) / 15) * 15).padStart(2, '0')}`;
