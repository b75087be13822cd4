import { type Undo, isVerdict } from '#contracts/comment-life/decisions';
import { editReviewAfter } from '#contracts/comment-life/edit-review';
import { onRecordAfter } from '#contracts/comment-life/on-record';
import { isHeldBack } from '#contracts/comment-life/queues';
import { approvalsAfter, hundredthsOf } from '#contracts/comment-life/report-weight';
import { countingAgain, withReport } from '#contracts/comment-life/reports';
import { restored, takenBack } from '#contracts/comment-life/undo';
import { waitingAfter } from '#contracts/comment-life/waiting';
import type { RecordedEvent } from '#contracts/event-schemas';
import type { Decision, Finding } from '#contracts/vocabulary';
import type { CountedComment, OpenReport, CountedDecision } from './rows.ts';

/** A published comment without reports and decisions. */
export const untouched = (): CountedComment => ({
  onRecord: 'published',
  review: null,
  waitingSince: null,
  rules: [],
  reports: [],
  approvals: 0,
  decisions: [],
  trail: [],
});

/** The rules that held a text. */
export const holdingRules = (findings: readonly Finding[]): string[] => [
  ...new Set(findings.filter(({ action }) => action !== 'note').map(({ rule }) => rule)),
];

/** Applies the changes that are the same for every event type; rules and reports are handled separately. */
export function moveOn(state: CountedComment, event: RecordedEvent): void {
  state.onRecord = onRecordAfter(event, state.onRecord) ?? state.onRecord;
  state.review = editReviewAfter(event, state.review);
  state.waitingSince = waitingAfter(event, state.waitingSince, event.at.getTime());
  state.approvals = approvalsAfter(event, state.approvals);
}

/** While a comment waits, its new text keeps the rules that held its earlier texts. */
export function edit(state: CountedComment, found: readonly string[]): void {
  state.rules = isHeldBack(state.onRecord) ? [...new Set([...state.rules, ...found])] : found;
}

export function addReport(state: CountedComment, { data, at }: RecordedEvent<'CommentFlagged'>): void {
  const hundredths = hundredthsOf(data.weight);
  if (hundredths === 0) return;
  state.reports = withReport(state.reports, [data.reporterId, hundredths, at.getTime()], reporterOf);
}

/** From here on nothing can be undone. */
export function closeForGood(state: CountedComment): void {
  state.reports = [];
  state.decisions = [];
  state.rules = [];
}

/** The parts of a comment's state that an undo restores. */
export const beforeDecision = ({ waitingSince, reports, rules, approvals }: CountedComment) => ({
  waitingSince,
  reports,
  rules,
  approvals,
});

/** Records a decision. Returns the rules whose hold it ended. */
export function addDecision(
  state: CountedComment,
  before: Omit<CountedDecision, 'eventId'>,
  { eventId, decision }: { eventId: string; decision: Decision },
): readonly string[] {
  const { waitingSince, reports, rules, approvals } = before;
  state.decisions = [...state.decisions, { eventId, waitingSince, reports, rules, approvals }];
  state.reports = [];
  if (!isVerdict(decision)) return [];
  state.rules = [];
  return rules;
}

/** Undoes decisions, and returns their ids. */
export function undoDecisions(state: CountedComment, event: Undo): string[] {
  const { oldest, taken, left } = takenBack(event, state.decisions, ({ eventId }) => eventId);
  state.decisions = left;
  state.reports = countingAgain(event, [...taken.flatMap(({ reports }) => reports), ...state.reports], reporterOf);
  state.rules = oldest.rules;
  const back = restored(event, { ...oldest, homeQueue: null }, state.reports[0]?.[2], Date.parse);
  state.waitingSince = back.waitingSince;
  state.approvals = back.approvals;
  return taken.map(({ eventId }) => eventId);
}

/** Total weight of the open reports, in hundredths. */
export const weightOf = ({ reports }: CountedComment): number =>
  reports.reduce((sum, [, hundredths]) => sum + hundredths, 0);

const reporterOf = ([reporterId]: OpenReport): string => reporterId;
