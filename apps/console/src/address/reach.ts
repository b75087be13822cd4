import type { DeskSession } from '../service/desk-session';
import { queueNames } from './queues';
import type { Route } from './route';

type Given = Pick<DeskSession, 'sites' | 'queues'>;

/** Is the route within the sites and queues that a moderator was given? The service refuses the rest, so nothing in the desk leads there. */
export function reaches(given: Given, route: Route): boolean {
  if ('site' in route && !reachesSite(given, route.site)) return false;
  if ('queue' in route) return given.queues.includes(route.queue);
  // Numbers are told of all queues together.
  return route.page !== 'numbers' || queueNames.every((queue) => given.queues.includes(queue));
}

export const reachesSite = ({ sites }: Given, site: string): boolean => sites.includes(site);

/** Where work on a site begins: the first queue that may be worked; without any, what was decided before. */
export function firstRoute({ queues: [queue] }: Given, site: string): Route {
  return queue ? { page: 'review', site, queue } : { page: 'mine', site };
}
