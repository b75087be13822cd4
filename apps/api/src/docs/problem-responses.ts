import { keysOf } from '#contracts/keys-of';
import { type ProblemCode, problemType, problems } from '#contracts/problems';
import { problemDocument } from '../http/problem-document.ts';
import type { SchemaNode } from './named-schemas.ts';
import { recordedProblems } from './recorded-examples.ts';

/** A code as a Markdown link to its explanation. */
export const linked = (code: ProblemCode): string => `[\`${code}\`](${problemType(code)})`;

/**
 * The problems of a call as OpenAPI responses, by status.
 * @param content makes the content of a response for the codes with one status
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

/** A problem document with an example for each code; and the page, if people get one instead. */
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

/** The example that was recorded of this operation, or else the shared one of the code. */
function exampleOf(code: ProblemCode, recorded: Readonly<Record<string, unknown>>): SchemaNode {
  const value = recorded[code];
  return value === undefined ? { $ref: exampleReference(code) } : { summary: problems[code].title, value };
}

const exampleReference = (code: ProblemCode): string => `#/components/examples/${code}`;

/**
 * The shared examples that a document refers to: recorded ones, or else only type, title and status.
 * @param document the JSON of the document
 */
export const problemExamples = (document: string): SchemaNode =>
  Object.fromEntries(
    keysOf(problems)
      .filter((code) => document.includes(`"${exampleReference(code)}"`))
      .map((code) => {
        const { title, advice } = problems[code];
        return [
          code,
          { summary: title, description: advice, value: recordedProblems.get(code) ?? problemDocument(code) },
        ];
      }),
  );

function headersOf(status: number): SchemaNode | undefined {
  const text = { schema: { type: 'string' } };
  if (status === 401) return { 'WWW-Authenticate': { description: 'Always `Bearer`', ...text } };
  if (status === 429 || status === 503)
    return { 'Retry-After': { description: 'Seconds to wait before the next try', ...text } };
  return undefined;
}
