import type { RecordedEvent } from '#contracts/event-schemas';
import { homeQueue } from '#contracts/home-queue';
import { defaultPolicy } from '#contracts/policy';
import { hundredthsOf, weightNeeded } from '#contracts/report-weight';
import { type CommentStatus, type QueueName, isVisible } from '#contracts/vocabulary';
import { type DecisionEvent, nameAndReason, undoneBy } from '../decision-events';
import { statusAfterEdit, statusChange } from '../status-change';
import { CommentDecisions } from './comment-decisions';
import { CommentReports } from './comment-reports';
import type { ItemRow, KnownQueue, ThresholdRow } from './rows';
import { SizeChanges } from './size-changes';
import { textPrint } from './text-print';

type CommentEvent =
  | DecisionEvent
  | RecordedEvent<'CommentEdited' | 'CommentWithdrawn' | 'CommentFlagged' | 'CommentHeld' | 'CommentNoted'>;

/** What is reported of a comment: the hundredths of its open reports, and the approvals of its text that are not undone. */
export interface Reported {
  readonly hundredths: number;
  readonly approvals: number;
}

/** Where a comment waits for a moderator: held, escalated, or visible with reports that weigh enough. */
export function queueOf(
  status: CommentStatus,
  { hundredths, approvals }: Reported,
  flagThreshold: number,
): QueueName | null {
  if (status === 'held') return 'pending';
  if (status === 'escalated') return 'escalated';
  return isVisible(status) && hundredths >= weightNeeded(flagThreshold, approvals) ? 'reported' : null;
}

/** Follows comments with their reports and decisions through a batch; the same rules as the domain's, over rows. */
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

  /** Puts every item into the queue where it belongs, once everything is applied. */
  settle(): void {
    for (const item of this.items.values()) {
      const before = item.queue;
      const threshold = this.thresholds.get(item.site_id) ?? defaultPolicy.flagThreshold;
      item.queue = queueOf(item.status, { hundredths: item.report_hundredths, approvals: item.approvals }, threshold);
      this.sizes.moved(item.site_id, before, item.queue);
    }
  }

  private applyToComment(event: CommentEvent): void {
    const item = this.items.get(event.data.commentId);
    if (!item) throw new Error(`comment ${event.data.commentId} is not known to the queue`);
    item.version = event.version;
    item.status = statusChange(event)?.to ?? item.status;
    switch (event.type) {
      case 'CommentEdited':
        edited(item, event);
        break;
      case 'CommentWithdrawn':
        item.waiting_since = null;
        item.text_print = null;
        if (event.data.because === 'erasure') this.reports.forgetNotesOn(item.comment_id);
        break;
      case 'CommentHeld':
        item.waiting_since ??= event.at;
        break;
      case 'CommentFlagged':
        this.flagged(item, event);
        break;
      case 'CommentNoted':
        break;
      default:
        this.decided(item, event);
    }
    item.home_queue = homeQueue(item.status, item.home_queue);
  }

  private flagged(item: ItemRow, event: RecordedEvent<'CommentFlagged'>): void {
    const { reporterId, reason } = event.data;
    const hundredths = hundredthsOf(event.data.weight);
    // Only the log knows of a report that weighs nothing: no count that moderators see may grow by it.
    if (hundredths === 0) return;
    item.waiting_since ??= event.at;
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

  private decided(item: ItemRow, event: DecisionEvent): void {
    const undone = undoneBy(event);
    if (undone !== undefined) return this.takenBack(item, event, undone);
    this.sizes.decided(event);
    this.decisions.add({
      event_id: event.eventId,
      site_id: item.site_id,
      comment_id: item.comment_id,
      author_id: item.author_id,
      batch_id: event.data.batchId,
      moderator_id: event.data.moderatorId,
      ...nameAndReason(event),
      at: event.at,
      position: event.position,
      undone: false,
      home_queue: item.home_queue,
      waited_since: item.waiting_since,
    });
    if (event.type === 'CommentApproved') item.approvals += 1;
    this.reports.settle(item.comment_id, event.eventId);
    item.waiting_since = item.status === 'held' || item.status === 'escalated' ? event.at : null;
    this.weigh(item);
  }

  private takenBack(item: ItemRow, event: DecisionEvent, undone: string): void {
    const taken = this.decisions.takeBack(item.comment_id, undone);
    // Only decisions on the current text are undone.
    item.approvals -= taken.filter(({ decision }) => decision === 'approve').length;
    const ids = taken.map(({ event_id }) => event_id);
    item.home_queue = taken[0]?.home_queue ?? item.home_queue;
    this.reports.reopen(item.comment_id, ids, event.eventId);
    const open = isVisible(item.status) ? this.reports.open(item.comment_id) : [];
    item.waiting_since = taken[0]?.waited_since ?? open[0]?.at ?? null;
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

  /** Notes are their reporter's words, and the print of a text is its author's. */
  private forget(personId: string): void {
    this.erased.add(personId);
    this.reports.forgetNotesBy(personId);
    for (const item of this.items.values()) if (item.author_id === personId) item.text_print = null;
  }
}

function edited(item: ItemRow, { data, personal }: RecordedEvent<'CommentEdited'>): void {
  item.findings = data.findings;
  item.edits += 1;
  item.approvals = 0;
  item.text_print = textPrint(personal?.body);
  item.status = statusAfterEdit(item.status);
}

function postedItem({ data, personal, siteId, at, version, position }: RecordedEvent<'CommentPosted'>): ItemRow {
  return {
    comment_id: data.commentId,
    site_id: siteId,
    article_id: data.articleId,
    author_id: data.authorId,
    status: data.status,
    queue: null,
    home_queue: homeQueue(data.status, null),
    waiting_since: data.status === 'held' ? at : null,
    findings: data.findings,
    reports: {},
    report_hundredths: 0,
    approvals: 0,
    edits: 0,
    text_print: textPrint(personal?.body),
    version,
    position,
  };
}
