import type { z } from 'zod';
import { AfterQuery } from '../requests.ts';
import { type RouteKey, routes } from '../routes.ts';
import { type Method, type RouteEntry, methods } from './route.ts';
import { keysOf } from '../keys-of.ts';

/** An entry of the table, with method and path of its address. */
export interface ListedRoute {
  readonly address: RouteKey;
  readonly method: Method;
  /** As Fastify writes it: `/v1/sites/:site`. */
  readonly path: string;
  readonly description: RouteEntry;
  /**
   * The accepted query; with `after` if a GET is answered from read models. Undefined: the route ignores the query.
   */
  readonly question: z.ZodObject | undefined;
}

export const listedRoutes: readonly ListedRoute[] = keysOf(routes).map((address) => {
  const [method, path] = apart(address);
  const description: RouteEntry = routes[address];
  return { address, method, path, description, question: questionOf(method, description) };
});

/** The type of the table guarantees that each address begins with a method. */
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
