import { type DecisionEvent, decisionOf, isUndo } from '#contracts/comment-life/decisions';
import { isGoneFor } from '#contracts/comment-life/on-record';
import { whereaboutsOf } from '#contracts/comment-life/queues';
import type { RecordedEvent } from '#contracts/event-schemas';
import { defaultPolicy } from '#contracts/policy';
import type { QueueName } from '#contracts/vocabulary';
import {
  beforeDecision,
  addDecision,
  edit,
  addReport,
  holdingRules,
  moveOn,
  undoDecisions,
  untouched,
  weightOf,
  closeForGood,
} from './comment-state.ts';
import type { CommentRow, StatsDecisionRow, KnownStats, ModeratorRow, StatsThresholdRow } from './rows.ts';
import { Tally } from './tally.ts';
import type { Threshold } from './trail.ts';

/** Tracks the comments that moderators dealt with through a batch, and counts the changes. */
export class StatsFold {
  readonly comments = new Map<string, CommentRow>();
  readonly decisions = new Map<string, StatsDecisionRow>();
  readonly moderators = new Map<string, ModeratorRow>();
  readonly newThresholds: StatsThresholdRow[] = [];
  /** Decisions of earlier batches that are undone. */
  readonly undone = new Set<string>();
  readonly changed = new Set<CommentRow>();
  readonly erased = new Set<string>();
  /** The sites on which the erased people were active. */
  readonly erasedAt = new Set<string>();
  readonly erasedComments = new Set<string>();
  readonly tally = new Tally();
  private readonly known: ReadonlyMap<string, readonly Threshold[]>;
  private readonly thresholds = new Map<string, Threshold[]>();
  /** Lengths of the stored trails. */
  private readonly lengths = new Map<string, number>();

  constructor({ comments, thresholds }: KnownStats) {
    for (const comment of comments) {
      this.comments.set(comment.comment_id, comment);
      this.lengths.set(comment.comment_id, comment.state.trail.length);
    }
    for (const { site_id, position, at, flag_threshold } of thresholds) {
      this.thresholdsOf(site_id).push([position, new Date(at).getTime(), flag_threshold]);
    }
    this.known = new Map([...this.thresholds].map(([site, list]) => [site, [...list]]));
  }

  apply(event: RecordedEvent): void {
    switch (event.type) {
      case 'CommentPosted':
        if (event.data.status === 'held') this.posted(event);
        return;
      case 'CommentEdited':
        return this.edited(event);
      case 'CommentWithdrawn':
        return this.withdrawn(event);
      case 'CommentFlagged':
        return this.change(event, this.comment(event), (row) => addReport(row.state, event));
      case 'CommentHeld':
        return this.change(event, this.comment(event), () => undefined);
      case 'CommentApproved':
      case 'CommentCleared':
      case 'CommentRejected':
      case 'CommentEscalated':
      case 'CommentReopened':
        return this.decided(event);
      case 'AuthorErased':
        return this.forget(event);
      case 'PolicyChanged':
        return this.policyChanged(event);
      default:
    }
  }

  /** Counts how each comment's path through the queues has changed. Call it once, after all events. */
  settle(): void {
    for (const [id, row] of this.comments) {
      const { trail } = row.state;
      const before = trail.slice(0, this.lengths.get(id) ?? 0);
      this.tally.add(row, before, this.known.get(row.site_id) ?? [], -1);
      this.tally.add(row, trail, this.thresholdsOf(row.site_id), 1);
    }
    for (const decision of this.decisions.values()) {
      decision.queue = this.tally.decidedNow.get(decision.event_id) ?? null;
    }
  }

  /** Returns decisions of earlier batches that now count for another queue. */
  requeued(): { event_id: string; queue: QueueName | null }[] {
    const { decidedBefore, decidedNow } = this.tally;
    const moved = [...decidedBefore].filter(([eventId, queue]) => decidedNow.get(eventId) !== queue);
    return moved.map(([event_id]) => ({ event_id, queue: decidedNow.get(event_id) ?? null }));
  }

  private posted(event: RecordedEvent<'CommentPosted'>): void {
    const rules = holdingRules(event.data.findings);
    this.change(event, this.comment(event), ({ state }) => {
      state.rules = rules;
    });
    this.tally.held(event, rules);
  }

  private edited(event: RecordedEvent<'CommentEdited'>): void {
    const found = holdingRules(event.data.findings);
    const row = found.length > 0 ? this.comment(event) : this.comments.get(event.data.commentId);
    this.change(event, row, ({ state }) => {
      const before = new Set(state.rules);
      edit(state, found);
      this.tally.held(
        event,
        found.filter((rule) => !before.has(rule)),
      );
    });
  }

  private decided(event: DecisionEvent): void {
    const row = this.comment(event);
    this.named(event);
    const decision = decisionOf(event);
    const before = beforeDecision(row.state);
    this.change(event, row, ({ state }) => {
      if (isUndo(event)) this.markUndone(undoDecisions(state, event));
      if (!decision) return;
      const { waitingSince } = before;
      this.decisions.set(event.eventId, {
        event_id: event.eventId,
        site_id: event.siteId,
        at: event.at,
        queue: null,
        moderator_id: event.data.moderatorId,
        ...decision,
        waited_ms: waitingSince === null ? null : Math.max(0, event.at.getTime() - waitingSince),
        rules: addDecision(state, before, { eventId: event.eventId, ...decision }),
        undone: false,
      });
    });
  }

  private markUndone(eventIds: readonly string[]): void {
    for (const eventId of eventIds) {
      const decision = this.decisions.get(eventId);
      if (decision) decision.undone = true;
      else this.undone.add(eventId);
    }
  }

  private change(event: RecordedEvent, row: CommentRow | undefined, work: (row: CommentRow) => void): void {
    if (!row) return;
    this.changed.add(row);
    const { state } = row;
    moveOn(state, event);
    work(row);
    const { approvals } = state;
    const [whereabouts, hundredths] = [whereaboutsOf(state.onRecord, state.review), weightOf(state)];
    const decision = this.decisions.has(event.eventId) ? event.eventId : null;
    const [, , was, weighed, approved] = state.trail.at(-1) ?? [0, 0, 'visible', 0, 0];
    row.last_position = event.position;
    row.hundredths = whereabouts === 'visible' || whereabouts === 'edited' ? hundredths : 0;
    const isSame = was === whereabouts && weighed === hundredths && approved === approvals;
    if (isSame && decision === null) return;
    state.trail.push([event.position, event.at.getTime(), whereabouts, hundredths, approvals, decision]);
  }

  private withdrawn(event: RecordedEvent<'CommentWithdrawn'>): void {
    const { commentId, because } = event.data;
    this.change(event, this.comments.get(commentId), ({ state }) => {
      if (isGoneFor(state.onRecord)) closeForGood(state);
    });
    if (because !== 'erasure') return;
    this.erasedComments.add(commentId);
    for (const row of this.moderators.values()) if (row.name_comment === commentId) row.name = null;
  }

  private named({ siteId, data, personal, position }: DecisionEvent): void {
    const key = `${siteId}/${data.moderatorId}`;
    const name = this.erased.has(data.moderatorId) ? null : (personal?.moderatorName ?? null);
    const named = { name, name_position: position, name_comment: data.commentId };
    this.moderators.set(key, { site_id: siteId, moderator_id: data.moderatorId, ...named });
  }

  private forget({ siteId, data }: RecordedEvent<'AuthorErased'>): void {
    this.erased.add(data.authorId);
    this.erasedAt.add(siteId);
    for (const row of this.moderators.values()) if (row.moderator_id === data.authorId) row.name = null;
  }

  private policyChanged({ siteId, position, at, data }: RecordedEvent<'PolicyChanged'>): void {
    const { flagThreshold } = data.policy;
    const thresholds = this.thresholdsOf(siteId);
    const [, , now] = thresholds.at(-1) ?? [0, 0, defaultPolicy.flagThreshold];
    if (flagThreshold === now) return;
    thresholds.push([position, at.getTime(), flagThreshold]);
    this.newThresholds.push({ site_id: siteId, position, at, flag_threshold: flagThreshold });
  }

  private comment({
    siteId,
    position,
    data,
  }: RecordedEvent & { data: { commentId: string; articleId: string } }): CommentRow {
    const { commentId, articleId } = data;
    const known = this.comments.get(commentId);
    if (known) return known;
    const place = { comment_id: commentId, site_id: siteId, article_id: articleId };
    const row: CommentRow = { ...place, hundredths: 0, last_position: position, state: untouched() };
    this.comments.set(commentId, row);
    return row;
  }

  private thresholdsOf(siteId: string): Threshold[] {
    const thresholds = this.thresholds.get(siteId) ?? [];
    if (thresholds.length === 0) this.thresholds.set(siteId, thresholds);
    return thresholds;
  }
}
