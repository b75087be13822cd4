import type { z } from 'zod';
import { AfterQuery } from '../requests.ts';
import { type RouteKey, routes } from '../routes.ts';
import { type Method, type RouteEntry, methods } from './route.ts';
import { keysOf } from '../keys-of.ts';

/** An entry of the table with its address taken apart. */
export interface ListedRoute {
  readonly address: RouteKey;
  readonly method: Method;
  /** As Fastify writes it: `/v1/sites/:site`. */
  readonly path: string;
  readonly description: RouteEntry;
  /**
   * All that may be asked: `after`, too, where a GET is answered from read models. Undefined: whatever is asked, nobody
   * looks at it.
   */
  readonly question: z.ZodObject | undefined;
}

export const listedRoutes: readonly ListedRoute[] = keysOf(routes).map((address) => {
  const [method, path] = apart(address);
  const description: RouteEntry = routes[address];
  return { address, method, path, description, question: questionOf(method, description) };
});

/** Every address of the table begins with a method; others do not compile. */
function apart(address: RouteKey): [method: Method, path: string] {
  const [method, path = ''] = address.split(' ');
  const known = methods.find((one) => one === method);
  if (!known) throw new Error(`${address} begins with no method`);
  return [known, path];
}

function questionOf(method: Method, { query, reads }: RouteEntry): z.ZodObject | undefined {
  if (method !== 'GET' || reads === undefined) return query;
  return query ? query.safeExtend(AfterQuery.shape) : AfterQuery;
}
