import type { Phase } from './phase.ts';

/** With fewer decided comments a share means nothing: one rejected first comment would be 100 %. */
const leastDecided = 3;

/** Holds comments of authors who were often rejected during the last week. The usual 30 % of 7 days are Coral's. */
export const recentHistory: Phase = (_draft, { recent: { published, rejected } }, { holdRecentRejections }) => {
  const decided = published + rejected;
  if (holdRecentRejections === 0 || decided < leastDecided || rejected * 100 < holdRecentRejections * decided) {
    return undefined;
  }
  const evidence = { published, rejected, days: 7, from: holdRecentRejections };
  return { rule: 'recent-history', ruleVersion: 1, action: 'hold', evidence };
};
