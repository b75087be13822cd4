import type { Desk } from './desk.ts';

/** Who may not work what is escalated can take nothing back from there, nor look at it again. */
export const reachesEscalated = (desk: Desk): boolean =>
  desk.reaches({ page: 'review', site: desk.site.peek(), queue: 'escalated' });
