import { type DecisionEvent, type Undo, decisionOf, isUndo } from '#contracts/comment-life/decisions';
import { editReviewAfter } from '#contracts/comment-life/edit-review';
import { isGoneFor, onRecordAfter } from '#contracts/comment-life/on-record';
import { homeQueue, queueOf } from '#contracts/comment-life/queues';
import { approvalsAfter, hundredthsOf, isReported } from '#contracts/comment-life/report-weight';
import { statusChange } from '#contracts/comment-life/status-change';
import { restored } from '#contracts/comment-life/undo';
import { waitingAfter } from '#contracts/comment-life/waiting';
import type { RecordedEvent } from '#contracts/event-schemas';
import { defaultPolicy } from '#contracts/policy';
import type { CommentStatus } from '#contracts/vocabulary';
import { CommentDecisions } from './comment-decisions.ts';
import { CommentReports } from './comment-reports.ts';
import type { DecisionRow, Instant, ItemRow, KnownQueue, ThresholdRow } from './rows.ts';
import { SizeChanges } from './size-changes.ts';
import { textPrint } from './text-print.ts';
import { waveIn } from './wave.ts';

type CommentEvent =
  | DecisionEvent
  | RecordedEvent<'CommentEdited' | 'CommentWithdrawn' | 'CommentFlagged' | 'CommentHeld' | 'CommentNoted'>;

interface BeforeDecision extends Pick<DecisionRow, 'home_queue' | 'waited_since' | 'status_before'> {
  readonly on_record: CommentStatus;
}

/** Tracks comments with their reports and decisions through a batch. */
export class QueueFold {
  readonly items = new Map<string, ItemRow>();
  readonly reports: CommentReports;
  readonly decisions: CommentDecisions;
  readonly sizes = new SizeChanges();
  readonly changedThresholds = new Map<string, ThresholdRow>();
  readonly erased = new Set<string>();
  private readonly thresholds = new Map<string, number>();

  constructor(known: KnownQueue) {
    for (const item of known.items) this.items.set(item.comment_id, item);
    for (const { site_id, flag_threshold } of known.thresholds) this.thresholds.set(site_id, flag_threshold);
    this.reports = new CommentReports(known.reports);
    this.decisions = new CommentDecisions(known.decisions);
  }

  apply(event: RecordedEvent): void {
    switch (event.type) {
      case 'CommentPosted':
        this.items.set(event.data.commentId, postedItem(event));
        break;
      case 'PolicyChanged':
        this.policyChanged(event);
        break;
      case 'AuthorErased':
        this.forget(event.data.authorId);
        break;
      case 'CommentEdited':
      case 'CommentWithdrawn':
      case 'CommentFlagged':
      case 'CommentHeld':
      case 'CommentApproved':
      case 'CommentCleared':
      case 'CommentRejected':
      case 'CommentEscalated':
      case 'CommentReopened':
      case 'CommentNoted':
        this.applyToComment(event);
        break;
      default:
        break;
    }
  }

  /** Assigns each item to its queue. Call it after all events of the batch. */
  settle(): void {
    for (const item of this.items.values()) {
      const before = item.queue;
      const threshold = this.thresholds.get(item.site_id) ?? defaultPolicy.flagThreshold;
      const reported = { hundredths: item.report_hundredths, approvals: item.approvals };
      item.queue = queueOf(item.on_record, isReported(reported, threshold), item.review);
      this.sizes.moved(item.site_id, before, item.queue);
    }
  }

  private applyToComment(event: CommentEvent): void {
    const item = this.items.get(event.data.commentId);
    if (!item) throw new Error(`comment ${event.data.commentId} is unknown to the read model moderation-queue`);
    const { home_queue, waiting_since: waited_since, on_record, status: status_before } = item;
    const before = { home_queue, waited_since, on_record, status_before };
    item.version = event.version;
    item.status = statusChange(event, item.status)?.to ?? item.status;
    item.on_record = onRecordAfter(event, item.on_record) ?? item.on_record;
    item.review = editReviewAfter(event, item.review);
    item.home_queue = homeQueue(item.on_record, item.home_queue);
    item.waiting_since = waitingAfter<Instant>(event, item.waiting_since, event.at);
    item.approvals = approvalsAfter(event, item.approvals);
    switch (event.type) {
      case 'CommentEdited':
        edited(item, event);
        break;
      case 'CommentWithdrawn':
        if (isGoneFor(item.on_record)) item.text_print = null;
        if (event.data.because === 'erasure') this.reports.forgetNotesOn(item.comment_id);
        break;
      case 'CommentFlagged':
        this.flagged(item, event);
        break;
      case 'CommentHeld':
      case 'CommentNoted':
        break;
      default:
        if (isUndo(event)) this.undone(item, event);
        else this.decided(item, before, event);
    }
  }

  private flagged(item: ItemRow, event: RecordedEvent<'CommentFlagged'>): void {
    const { reporterId, reason } = event.data;
    const hundredths = hundredthsOf(event.data.weight);
    // Reports of weight 0 are kept only in the log, so that they do not increase the counts that moderators see.
    if (hundredths === 0) return;
    this.reports.add({
      comment_id: item.comment_id,
      position: event.position,
      site_id: item.site_id,
      reporter_id: reporterId,
      reason,
      hundredths,
      at: event.at,
      note: event.personal?.note ?? null,
      settled_by: null,
    });
    this.weigh(item);
  }

  private decided(item: ItemRow, before: BeforeDecision, event: DecisionEvent): void {
    const decision = decisionOf(event);
    if (!decision) return;
    this.sizes.decided(event, before.on_record);
    this.decisions.add({
      event_id: event.eventId,
      site_id: item.site_id,
      comment_id: item.comment_id,
      author_id: item.author_id,
      batch_id: event.data.batchId,
      moderator_id: event.data.moderatorId,
      ...decision,
      at: event.at,
      position: event.position,
      undone: false,
      status_before: before.status_before,
      home_queue: before.home_queue,
      waited_since: before.waited_since,
    });
    this.reports.settle(item.comment_id, event.eventId);
    this.weigh(item);
  }

  private undone(item: ItemRow, event: RecordedEvent & Undo): void {
    const { oldest, taken } = this.decisions.undo(item.comment_id, event);
    this.reports.reopen(item.comment_id, taken, event);
    const [first] = this.reports.open(item.comment_id);
    const approvals = item.approvals - taken.filter(({ decision }) => decision === 'approve').length;
    const before = { homeQueue: oldest.home_queue, waitingSince: oldest.waited_since, approvals };
    const back = restored<Instant>(event, before, first?.at, (iso) => iso);
    item.home_queue = back.homeQueue;
    item.waiting_since = back.waitingSince;
    item.approvals = back.approvals;
    this.weigh(item);
  }

  private weigh(item: ItemRow): void {
    item.reports = {};
    item.report_hundredths = 0;
    for (const { reason, hundredths } of this.reports.open(item.comment_id)) {
      item.reports[reason] = (item.reports[reason] ?? 0) + 1;
      item.report_hundredths += hundredths;
    }
  }

  private policyChanged({ siteId, data }: RecordedEvent<'PolicyChanged'>): void {
    const { flagThreshold } = data.policy;
    const row = { site_id: siteId, flag_threshold: flagThreshold, policy_version: data.policyVersion };
    this.thresholds.set(siteId, flagThreshold);
    this.changedThresholds.set(siteId, row);
  }

  /** Notes are the reporter's words, and a text print is derived from the author's text. */
  private forget(personId: string): void {
    this.erased.add(personId);
    this.reports.forgetNotesBy(personId);
    for (const item of this.items.values()) if (item.author_id === personId) item.text_print = null;
  }
}

function edited(item: ItemRow, { data, personal }: RecordedEvent<'CommentEdited'>): void {
  item.findings = data.findings;
  item.edits += 1;
  item.text_print = textPrint(personal?.body);
  Object.assign(item, waveIn(data.findings));
}

function postedItem(event: RecordedEvent<'CommentPosted'>): ItemRow {
  const { data, personal, siteId, at, version, position } = event;
  return {
    comment_id: data.commentId,
    site_id: siteId,
    article_id: data.articleId,
    author_id: data.authorId,
    status: data.status,
    on_record: data.status,
    review: null,
    queue: null,
    home_queue: homeQueue(data.status, null),
    waiting_since: waitingAfter<Instant>(event, null, at),
    findings: data.findings,
    reports: {},
    report_hundredths: 0,
    approvals: 0,
    edits: 0,
    text_print: textPrint(personal?.body),
    ...waveIn(data.findings),
    version,
    position,
  };
}
