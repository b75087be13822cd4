import type { z } from 'zod';
import { AfterQuery } from '../requests.ts';
import { type RouteKey, routes } from '../routes.ts';
import type { Method, Route } from './route.ts';

/** An entry of the table with its address taken apart. */
export interface ListedRoute {
  readonly address: RouteKey;
  readonly method: Method;
  /** As Fastify writes it: `/v1/sites/:site`. */
  readonly path: string;
  readonly description: Route;
  /** All that may be asked: `after`, too, where a GET is answered from read models. Undefined: whatever is asked, nobody looks at it. */
  readonly question: z.ZodObject | undefined;
}

export const listedRoutes: readonly ListedRoute[] = (Object.keys(routes) as RouteKey[]).map((address) => {
  const space = address.indexOf(' ');
  const [method, path] = [address.slice(0, space) as Method, address.slice(space + 1)];
  const description: Route = routes[address];
  return { address, method, path, description, question: questionOf(method, description) };
});

function questionOf(method: Method, { query, reads }: Route): z.ZodObject | undefined {
  if (method !== 'GET' || reads === undefined) return query;
  return query ? query.safeExtend(AfterQuery.shape) : AfterQuery;
}
