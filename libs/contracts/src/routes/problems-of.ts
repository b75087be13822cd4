import type { ProblemCode } from '../problems.ts';
import type { ListedRoute } from './listed.ts';
import type { RouteEntry } from './route.ts';

/**
 * Every problem that a route can answer with: those that follow from its entry, and those that only its handler decides
 * (`problems`). Problems that do not depend on the route are in `anywhere`.
 */
export const problemsOf = (route: ListedRoute): ReadonlySet<ProblemCode> =>
  new Set([
    ...ofCaller(route),
    ...ofPath(route),
    ...ofInput(route),
    ...ofCommand(route.description),
    ...ofPreconditions(route.description),
    ...(route.description.problems ?? []),
  ]);

/** Problems that any call can be answered with. */
export const anywhere: readonly ProblemCode[] = ['internal', 'request-timeout', 'headers-too-large'];

/** Public routes also check a token or cookie that is sent, and failed attempts are rate-limited. */
function ofCaller({ method, path, description: { access, unlimited } }: ListedRoute): ProblemCode[] {
  return [
    'unauthenticated',
    ...when(access !== 'public' || path.includes(':site'), 'forbidden'),
    ...when(access !== 'public' || method !== 'GET', 'csrf'),
    ...when(method === 'POST', 'cross-site'),
    'too-many-requests',
    ...when(unlimited === undefined, 'unavailable'),
  ];
}

/** A wrong parameter is an invalid field if callers choose its value; otherwise it is not found. */
function ofPath({ path, description: { makesSite } }: ListedRoute): ProblemCode[] {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
  const isFound = names.some((name) => name !== 'article' && !(makesSite && name === 'site'));
  const isChosen = names.includes('article') || makesSite === true;
  return [
    ...when(isFound, 'not-found'),
    ...when(isChosen, 'invalid-fields'),
    ...when(names.length > 0, 'malformed-request', 'address-too-long'),
  ];
}

function ofInput({ method, question, description: { body, form } }: ListedRoute): ProblemCode[] {
  const isAsked = question !== undefined || body !== undefined || form !== undefined;
  return [
    ...when(isAsked, 'invalid-fields', 'malformed-request'),
    ...when(method !== 'GET', 'malformed-request', 'payload-too-large', 'unsupported-media-type'),
  ];
}

const ofCommand = ({ command }: RouteEntry): ProblemCode[] =>
  when(
    command === true,
    'invalid-fields',
    'idempotency-key-reused',
    'version-conflict',
    'author-erased',
    'outcome-unknown',
  );

const ofPreconditions = ({ ifMatch }: RouteEntry): ProblemCode[] =>
  when(ifMatch === true, 'precondition-required', 'precondition-failed');

const when = (is: boolean, ...codes: ProblemCode[]): ProblemCode[] => (is ? codes : []);
