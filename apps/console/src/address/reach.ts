import type { DeskSessionAnswer } from '#contracts/desk-session';
import { queueNames } from './queues.ts';
import type { PageName, DeskRoute } from './route.ts';

type Given = { readonly [K in 'sites' | 'queues']: Readonly<DeskSessionAnswer[K]> };

/**
 * Is the route within the sites and queues that a moderator was given? The service refuses the rest, so nothing in the
 * desk leads there.
 */
export function reaches(given: Given, route: DeskRoute): boolean {
  if ('site' in route && !sessionReaches(given, route.site)) return false;
  if ('queue' in route) return given.queues.includes(route.queue);
  if (route.page === 'numbers') return reachesEveryQueue(given);
  return given.queues.length > 0 || !ofAnyQueue.has(route.page);
}

/** Needed for totals over all queues, and for actions on all comments of an author. */
export const reachesEveryQueue = ({ queues }: Pick<Given, 'queues'>): boolean =>
  queueNames.every((queue) => queues.includes(queue));

/** A moderator of no queue finds no comment that readers do not find. */
const ofAnyQueue: ReadonlySet<PageName> = new Set<PageName>(['search', 'articles', 'article', 'author', 'comment']);

export const sessionReaches = ({ sites }: Given, site: string): boolean => sites.includes(site);

/** The first page of a site: the first queue that the moderator may work, or their past decisions if there is none. */
export function firstRoute({ queues: [queue] }: Given, site: string): DeskRoute {
  return queue ? { page: 'review', site, queue } : { page: 'mine', site };
}
