import type { RecordedEvent } from '#contracts/event-schemas';
import { defaultPolicy } from '#contracts/policy';
import { type CommentStatus, type Decision, QueueName, isVisible } from '#contracts/vocabulary';
import { statusAfterEdit, statusChange } from '../status-change';
import { textPrint } from './text-print';
import type { DecisionRow, ItemRow, KnownQueue, ReportRow, SizeRow, ThresholdRow } from './rows';

type DecisionEvent = RecordedEvent<'CommentApproved' | 'CommentRejected' | 'CommentEscalated' | 'CommentReopened'>;
type CommentEvent =
  | DecisionEvent
  | RecordedEvent<'CommentEdited' | 'CommentWithdrawn' | 'CommentFlagged' | 'CommentHeld' | 'CommentNoted'>;

const decisionNames: Readonly<Record<DecisionEvent['type'], Decision>> = {
  CommentApproved: 'approve',
  CommentRejected: 'reject',
  CommentEscalated: 'escalate',
  CommentReopened: 'reopen',
};

/** Where a comment waits for a moderator: held, escalated, or visible with reports that weigh enough. */
export function queueOf(status: CommentStatus, reportWeight: number, flagThreshold: number): QueueName | null {
  if (status === 'held') return 'pending';
  if (status === 'escalated') return 'escalated';
  return isVisible(status) && reportWeight >= flagThreshold ? 'reported' : null;
}

/**
 * Follows comments, their reports and their decisions through a batch; the same rules as the domain's, over rows.
 * A report is open until a decision settles it, and open again when that decision is taken back.
 */
export class QueueFold {
  readonly items = new Map<string, ItemRow>();
  readonly changedReports = new Set<ReportRow>();
  readonly changedDecisions = new Set<DecisionRow>();
  readonly changedThresholds = new Map<string, ThresholdRow>();
  readonly erased = new Set<string>();
  private readonly lastDecided = new Map<string, Date>();
  private readonly reports = new Map<string, ReportRow[]>();
  private readonly decisions = new Map<string, DecisionRow[]>();
  private readonly thresholds = new Map<string, number>();

  constructor(known: KnownQueue) {
    for (const item of known.items) this.items.set(item.comment_id, item);
    for (const report of known.reports) listOf(this.reports, report.comment_id).push(report);
    for (const decision of known.decisions) listOf(this.decisions, decision.comment_id).push(decision);
    for (const { site_id, flag_threshold } of known.thresholds) this.thresholds.set(site_id, flag_threshold);
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

  /** Puts every item into the queue where it belongs now, and tells how that moved the queues' sizes. */
  settle(): SizeRow[] {
    const sizes = new Map<string, Record<QueueName, number>>();
    for (const item of this.items.values()) {
      const size = sizes.get(item.site_id) ?? { pending: 0, reported: 0, escalated: 0 };
      sizes.set(item.site_id, size);
      if (item.queue !== null) size[item.queue] -= 1;
      const threshold = this.thresholds.get(item.site_id) ?? defaultPolicy.flagThreshold;
      item.queue = queueOf(item.status, item.report_weight, threshold);
      if (item.queue !== null) size[item.queue] += 1;
    }
    return [...sizes].flatMap(([site_id, size]) =>
      QueueName.options.map((queue) => ({
        ...{ site_id, queue, size: size[queue] },
        last_decided_at: this.lastDecided.get(`${site_id} ${queue}`) ?? null,
      })),
    );
  }

  private applyToComment(event: CommentEvent): void {
    const item = this.items.get(event.data.commentId);
    if (!item) throw new Error(`comment ${event.data.commentId} is not known to the queue`);
    const waitedSince = item.waiting_since;
    item.version = event.version;
    item.status = statusChange(event)?.to ?? item.status;
    switch (event.type) {
      case 'CommentEdited':
        item.findings = event.data.findings;
        item.edits += 1;
        item.text_print = textPrint(event.personal?.body);
        item.status = statusAfterEdit(item.status);
        break;
      case 'CommentWithdrawn':
        item.waiting_since = null;
        item.text_print = null;
        if (event.data.because === 'erasure') this.forgetNotes(item);
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
        if (event.type === 'CommentReopened' && event.data.undoes)
          this.takenBack(item, event, event.data.undoes.eventId);
        else this.decided(item, event, waitedSince);
    }
  }

  private flagged(item: ItemRow, event: RecordedEvent<'CommentFlagged'>): void {
    const { reporterId, reason, weight } = event.data;
    if (weight > 0) item.waiting_since ??= event.at;
    const reports = listOf(this.reports, item.comment_id);
    if (reports.some((report) => report.settled_by === null && report.reporter_id === reporterId)) return;
    const report: ReportRow = {
      comment_id: item.comment_id,
      position: event.position,
      site_id: item.site_id,
      reporter_id: reporterId,
      reason,
      weight,
      at: event.at,
      note: event.personal?.note ?? null,
      settled_by: null,
    };
    reports.push(report);
    this.changedReports.add(report);
    this.weigh(item);
  }

  private decided(item: ItemRow, event: DecisionEvent, waitedSince: ItemRow['waiting_since']): void {
    const { moderatorId, batchId } = event.data;
    this.tookOut(event);
    const decision: DecisionRow = {
      event_id: event.eventId,
      site_id: item.site_id,
      comment_id: item.comment_id,
      author_id: item.author_id,
      batch_id: batchId,
      moderator_id: moderatorId,
      decision: decisionNames[event.type],
      reason: event.type === 'CommentRejected' ? event.data.reason : null,
      at: event.at,
      position: event.position,
      undone: false,
      waited_since: waitedSince,
    };
    listOf(this.decisions, item.comment_id).push(decision);
    this.changedDecisions.add(decision);
    for (const report of this.openReports(item)) this.settleReport(report, event.eventId);
    item.waiting_since = item.status === 'held' || item.status === 'escalated' ? event.at : null;
    this.weigh(item);
  }

  /** From the event alone, so that it does not matter whether a policy's change was read before or after it. */
  private tookOut({ siteId, at, data }: DecisionEvent): void {
    const reported = isVisible(data.from) && data.reports > 0 ? 'reported' : null;
    const queue = data.from === 'held' ? 'pending' : data.from === 'escalated' ? 'escalated' : reported;
    const key = `${siteId} ${queue}`;
    if (queue !== null && at > (this.lastDecided.get(key) ?? 0)) this.lastDecided.set(key, at);
  }

  /** Takes back the named decision and all that stand on it; their reports count again, each reporter once. */
  private takenBack(item: ItemRow, event: RecordedEvent<'CommentReopened'>, undone: string): void {
    const standing = listOf(this.decisions, item.comment_id).filter((decision) => !decision.undone);
    const first = standing.findIndex((decision) => decision.event_id === undone);
    if (first === -1) throw new Error(`the decision ${undone} does not stand`);
    const taken = standing.slice(first);
    for (const decision of taken) this.undo(decision);
    const settled = new Set<string | null>([null, ...taken.map((decision) => decision.event_id)]);
    const reporters = new Set<string>();
    for (const report of listOf(this.reports, item.comment_id)) {
      if (!settled.has(report.settled_by)) continue;
      this.settleReport(report, reporters.has(report.reporter_id) ? event.eventId : null);
      reporters.add(report.reporter_id);
    }
    const reported = isVisible(item.status) ? this.openReports(item).find(({ weight }) => weight > 0)?.at : undefined;
    item.waiting_since = taken[0]?.waited_since ?? reported ?? null;
    this.weigh(item);
  }

  private undo(decision: DecisionRow): void {
    decision.undone = true;
    this.changedDecisions.add(decision);
  }

  private settleReport(report: ReportRow, by: string | null): void {
    report.settled_by = by;
    this.changedReports.add(report);
  }

  private openReports(item: ItemRow): ReportRow[] {
    return listOf(this.reports, item.comment_id).filter((report) => report.settled_by === null);
  }

  private weigh(item: ItemRow): void {
    item.reports = {};
    item.report_weight = 0;
    for (const { reason, weight } of this.openReports(item)) {
      item.reports[reason] = (item.reports[reason] ?? 0) + 1;
      item.report_weight += weight;
    }
  }

  private policyChanged({ siteId, data }: RecordedEvent<'PolicyChanged'>): void {
    const { flagThreshold } = data.policy;
    const row = { site_id: siteId, flag_threshold: flagThreshold, policy_version: data.policyVersion };
    this.thresholds.set(siteId, flagThreshold);
    this.changedThresholds.set(siteId, row);
  }

  /** Others' notes may quote what the comment's author wrote. */
  private forgetNotes(item: ItemRow): void {
    for (const report of listOf(this.reports, item.comment_id)) {
      if (report.note === null) continue;
      report.note = null;
      this.changedReports.add(report);
    }
  }

  /** Notes are their reporter's words, and the print of a text is its author's. */
  private forget(personId: string): void {
    this.erased.add(personId);
    for (const report of [...this.reports.values()].flat()) if (report.reporter_id === personId) report.note = null;
    for (const item of this.items.values()) if (item.author_id === personId) item.text_print = null;
  }
}

function postedItem({ data, personal, siteId, at, version, position }: RecordedEvent<'CommentPosted'>): ItemRow {
  return {
    comment_id: data.commentId,
    site_id: siteId,
    article_id: data.articleId,
    author_id: data.authorId,
    status: data.status,
    queue: null,
    waiting_since: data.status === 'held' ? at : null,
    findings: data.findings,
    reports: {},
    report_weight: 0,
    edits: 0,
    text_print: textPrint(personal?.body),
    version,
    position,
  };
}

function listOf<Row>(lists: Map<string, Row[]>, key: string): Row[] {
  const list = lists.get(key) ?? [];
  if (list.length === 0) lists.set(key, list);
  return list;
}
