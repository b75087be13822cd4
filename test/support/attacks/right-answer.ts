import type { Answered, Sent } from './send.ts';

/** What is wrong with an answer to somebody else's mistake; undefined where it is as it should be. */
export function wrongWith(request: Sent, { status, headers, body }: Answered): string | undefined {
  const told = `${request.method} ${request.path.slice(0, 120)} ${request.headers?.['content-type'] ?? ''} ${String(request.body ?? '').slice(0, 60)}: ${status}`;
  if (status < 400) return undefined;
  if (status >= 500 && status !== 503) return `${told} ${body.slice(0, 200)}`;
  if (status === 503 && headers['retry-after'] === undefined) return `${told} without retry-after`;
  if (stackTrace.test(body)) return `${told} shows how it is made: ${body.slice(0, 300)}`;
  const type = headers['content-type'] ?? '';
  if (type.startsWith('application/problem+json'))
    return problemFault(status, body) && `${told} ${problemFault(status, body)}`;
  return isPage(request, type) || request.method === 'HEAD' ? undefined : `${told} is no problem document but ${type}`;
}

const stackTrace = /\bat .{1,200}\.[cm]?[jt]s:\d|node_modules|\bselect .{1,99}\bfrom\b|syntax error at/i;

function problemFault(status: number, body: string): string | undefined {
  const problem = JSON.parse(body) as { type?: unknown; title?: unknown; status?: unknown };
  if (problem.status !== status) return `says ${String(problem.status)}`;
  return typeof problem.type === 'string' && typeof problem.title === 'string' ? undefined : 'has no type and title';
}

/** A browser's own places tell on a page what is wrong; a probe for readiness says what is not ready. */
const isPage = ({ path }: Sent, type: string): boolean =>
  (type.startsWith('text/html') && /\/embed(?:$|[?/])|^\/desk/.test(path)) || path.startsWith('/health/ready');
