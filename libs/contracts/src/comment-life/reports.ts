import type { Undo } from './decisions.ts';

/** Of reports, oldest first: those that count, for a reader counts once. */
export function eachReporterOnce<Report>(
  reports: readonly Report[],
  reporterOf: (report: Report) => string,
): readonly Report[] {
  const reporters = new Set<string>();
  return reports.filter((report) => !reporters.has(reporterOf(report)) && reporters.add(reporterOf(report)));
}

/** The open reports with another one: a reader whose report is open says nothing new. */
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
 * The reports that count once decisions are taken back.
 * @param reports those of before the decisions, between them and since, oldest first
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

/** The reports that are open once these decisions are taken back, where each says which decision settled it. */
export const openWithout = <Report>(
  reports: readonly Report[],
  taken: readonly string[],
  settledBy: (report: Report) => string | null,
): Report[] => {
  const open = new Set<string | null>([null, ...taken]);
  return reports.filter((report) => open.has(settledBy(report)));
};
