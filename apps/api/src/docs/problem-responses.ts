import { keysOf } from '#contracts/keys-of';
import { type ProblemCode, problemType, problems } from '#contracts/problems';
import { problemDocument } from '../http/problem-document.ts';
import type { SchemaNode } from './named-schemas.ts';

/** A code as Markdown, with the way to its explanation. */
export const linked = (code: ProblemCode): string => `[\`${code}\`](${problemType(code)})`;

/**
 * What a call can be refused with, by status.
 * @param content makes what such an answer has in it, of the codes that have one status
 */
export function problemResponses(
  codes: ReadonlySet<ProblemCode>,
  content: (codes: readonly ProblemCode[]) => SchemaNode,
): Record<string, SchemaNode> {
  const statuses = new Set([...codes].map((code) => problems[code].status));
  return Object.fromEntries(
    [...statuses].map((status) => {
      const ofStatus = [...codes].filter((code) => problems[code].status === status).toSorted();
      const headers = headersOf(status);
      return [
        status,
        {
          description: ofStatus.map((code) => `${linked(code)}: ${problems[code].title}`).join('\n\n'),
          ...(headers && { headers }),
          content: content(ofStatus),
        },
      ];
    }),
  );
}

/** A problem document, with an example for each code; and a page where people are told so instead. */
export const refusalContent = (
  codes: readonly ProblemCode[],
  problem: SchemaNode,
  page: SchemaNode | undefined,
  recorded: Readonly<Record<string, unknown>> = {},
): SchemaNode => ({
  'application/problem+json': {
    schema: problem,
    examples: Object.fromEntries(codes.map((code) => [code, exampleOf(code, recorded)])),
  },
  ...page,
});

/** What a journey was answered with this code, or else the least that it says. */
function exampleOf(code: ProblemCode, recorded: Readonly<Record<string, unknown>>): SchemaNode {
  const { status, title } = problems[code];
  const value = recorded[status];
  const isOfCode = typeof value === 'object' && value !== null && 'type' in value && value.type === problemType(code);
  return isOfCode ? { summary: title, value } : { $ref: `#/components/examples/${code}` };
}

/** The least that a problem document of each code says. */
export const problemExamples = (): SchemaNode =>
  Object.fromEntries(
    keysOf(problems).map((code) => {
      const { title, advice } = problems[code];
      return [code, { summary: title, description: advice, value: problemDocument(code) }];
    }),
  );

function headersOf(status: number): SchemaNode | undefined {
  const text = { schema: { type: 'string' } };
  if (status === 401) return { 'WWW-Authenticate': { description: 'Always `Bearer`', ...text } };
  if (status === 429 || status === 503)
    return { 'Retry-After': { description: 'Seconds to wait before the next try', ...text } };
  return undefined;
}
