import type { Undo } from './decisions.ts';

/** The first report of each reader. @param reports oldest first */
export function eachReporterOnce<Report>(
  reports: readonly Report[],
  reporterOf: (report: Report) => string,
): readonly Report[] {
  const reporters = new Set<string>();
  return reports.filter((report) => !reporters.has(reporterOf(report)) && reporters.add(reporterOf(report)));
}

/** The open reports with a new one added, unless the same reader already has an open report. */
export const withReport = <Report>(
  open: readonly Report[],
  report: Report,
  reporterOf: (report: Report) => string,
): readonly Report[] => (isReportedBy(open, reporterOf(report), reporterOf) ? open : [...open, report]);

export const isReportedBy = <Report>(
  open: readonly Report[],
  reporterId: string,
  reporterOf: (report: Report) => string,
): boolean => open.some((report) => reporterOf(report) === reporterId);

/**
 * The reports that count after decisions are undone.
 * @param reports all reports from before, between and after the decisions, oldest first
 */
export function countingAgain<Report>(
  { data: { restores } }: Undo,
  reports: readonly Report[],
  reporterOf: (report: Report) => string,
): readonly Report[] {
  const once = eachReporterOnce(reports, reporterOf);
  if (!restores?.reporters) return once;
  const named = new Set(restores.reporters);
  return once.filter((report) => named.has(reporterOf(report)));
}

/**
 * The reports that are open after these decisions are undone.
 * @param undone ids of the decisions
 * @param settledBy the id of the decision that settled a report; null: it is open
 */
export const openWithout = <Report>(
  reports: readonly Report[],
  undone: readonly string[],
  settledBy: (report: Report) => string | null,
): Report[] => {
  const open = new Set<string | null>([null, ...undone]);
  return reports.filter((report) => open.has(settledBy(report)));
};
