import type { RecordedEvent } from '#contracts/event-schemas';
import { hundredthsOf } from '#contracts/report-weight';
import { type Finding, isVisible } from '#contracts/vocabulary';
import type { DecisionEvent } from '../decision-events';
import { statusAfterEdit, statusChange } from '../status-change';
import type { CommentState, OpenReport } from './rows';
import type { Standing } from './trail';

/** A published comment that nothing was said about yet. */
export const untouched = (): CommentState => ({
  status: 'published',
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

/** A comment waits from its hold or its first report that weighs something. */
export function hold(state: CommentState, event: RecordedEvent<'CommentPosted' | 'CommentHeld'>): void {
  state.status = 'held';
  state.waitingSince ??= event.at.getTime();
}

/** A text of a comment that waits stands for what its earlier texts were held for, too. */
export function edit(state: CommentState, found: readonly string[]): void {
  const waits = state.status === 'held' || state.status === 'escalated';
  state.rules = waits ? [...new Set([...state.rules, ...found])] : found;
  state.status = statusAfterEdit(state.status);
  state.approvals = 0;
}

export function flag(state: CommentState, { data, at }: RecordedEvent<'CommentFlagged'>): void {
  const hundredths = hundredthsOf(data.weight);
  if (hundredths === 0) return;
  state.waitingSince ??= at.getTime();
  if (state.reports.some(([reporter]) => reporter === data.reporterId)) return;
  state.reports = [...state.reports, [data.reporterId, hundredths, at.getTime()]];
}

/** Nothing can be taken back from here on. */
export function withdraw(state: CommentState, event: RecordedEvent<'CommentWithdrawn'>): void {
  state.status = statusChange(event)?.to ?? state.status;
  state.waitingSince = null;
  [state.reports, state.decisions, state.rules] = [[], [], []];
}

/** Answers the rules whose hold this decision ended. */
export function decide(state: CommentState, event: DecisionEvent): readonly string[] {
  const { waitingSince, reports, rules, decisions, approvals } = state;
  const ends = event.type === 'CommentApproved' || event.type === 'CommentRejected';
  state.decisions = [...decisions, { eventId: event.eventId, waitingSince, reports, rules, approvals }];
  if (event.type === 'CommentApproved') state.approvals += 1;
  state.status = statusChange(event)?.to ?? state.status;
  state.reports = [];
  state.waitingSince = state.status === 'held' || state.status === 'escalated' ? event.at.getTime() : null;
  if (ends) state.rules = [];
  return ends ? rules : [];
}

/** Takes back the named decision and all that stand on it, and answers their ids; their reports count again, each reporter once. */
export function takeBack(state: CommentState, event: DecisionEvent, undone: string): string[] {
  const first = state.decisions.findIndex(({ eventId }) => eventId === undone);
  const taken = state.decisions.slice(first);
  const [oldest] = taken;
  if (first === -1 || !oldest) throw new Error(`the decision ${undone} does not stand`);
  state.decisions = state.decisions.slice(0, first);
  state.status = statusChange(event)?.to ?? state.status;
  state.reports = eachReporterOnce([...taken.flatMap(({ reports }) => reports), ...state.reports]);
  state.rules = oldest.rules;
  state.approvals = oldest.approvals;
  const reported = isVisible(state.status) ? state.reports[0]?.[2] : undefined;
  state.waitingSince = oldest.waitingSince ?? reported ?? null;
  return taken.map(({ eventId }) => eventId);
}

export function standingOf({ status }: CommentState): Standing {
  if (status === 'held') return 'pending';
  if (status === 'escalated') return 'escalated';
  return isVisible(status) ? 'visible' : 'gone';
}

/** Hundredths of the open reports. */
export const weightOf = ({ reports }: CommentState): number =>
  reports.reduce((sum, [, hundredths]) => sum + hundredths, 0);

function eachReporterOnce(reports: readonly OpenReport[]): OpenReport[] {
  const known = new Set<string>();
  return reports.filter(([reporter]) => !known.has(reporter) && known.add(reporter));
}
