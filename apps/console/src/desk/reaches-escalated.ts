import type { Desk } from './desk.ts';

/** A moderator without the escalated queue can neither undo an escalation nor see the comment again. */
export const reachesEscalated = (desk: Desk): boolean =>
  desk.reaches({ page: 'review', site: desk.site.peek(), queue: 'escalated' });
