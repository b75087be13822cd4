import type { Answered, Sent } from './send.ts';

/** Describes what is wrong with the answer to an invalid request; undefined when nothing is. */
export function wrongWith(request: Sent, { status, headers, body }: Answered): string | undefined {
  const call = `${request.method} ${request.path.slice(0, 120)} ${request.headers?.['content-type'] ?? ''} ${String(request.body ?? '').slice(0, 60)}: ${status}`;
  if (status < 400) return undefined;
  if (status >= 500 && status !== 503) return `${call} ${body.slice(0, 200)}`;
  if (status === 503 && headers['retry-after'] === undefined) return `${call} without retry-after`;
  if (stackTrace.test(body)) return `${call} shows internals: ${body.slice(0, 300)}`;
  const type = headers['content-type'] ?? '';
  if (type.startsWith('application/problem+json'))
    return problemFault(status, body) && `${call} ${problemFault(status, body)}`;
  return isPage(request, type) || request.method === 'HEAD' ? undefined : `${call} is no problem document but ${type}`;
}

const stackTrace = /\bat .{1,200}\.[cm]?[jt]s:\d|node_modules|\bselect .{1,99}\bfrom\b|syntax error at/i;

function problemFault(status: number, body: string): string | undefined {
  const problem = JSON.parse(body) as { type?: unknown; title?: unknown; status?: unknown };
  if (problem.status !== status) return `has the status ${String(problem.status)}`;
  return typeof problem.type === 'string' && typeof problem.title === 'string' ? undefined : 'has no type and title';
}

/** Routes that browsers open answer errors with an HTML page, and the readiness probe with a list of checks. */
const isPage = ({ path }: Sent, type: string): boolean =>
  (type.startsWith('text/html') && /\/embed(?:$|[?/])|^\/desk/.test(path)) || path.startsWith('/health/ready');
