import { STATUS_CODES } from 'node:http';
import type { z } from 'zod';
import { ProblemAnswer } from '#contracts/answers';
import type { ListedRoute } from '#contracts/routes/listed';
import { anywhere, problemsOf } from '#contracts/routes/problems-of';
import type { Content, DeclaredAnswer, RouteEntry } from '#contracts/routes/route';
import type { NamedSchemas, SchemaNode } from './named-schemas.ts';
import { linked, problemResponses, refusalContent } from './problem-responses.ts';
import { recordedExamples } from './recorded-examples.ts';
import { isRevalidated } from './request-parameters.ts';

/** The responses of a route by status: those of its entry, and every problem. */
export function responsesOf(route: ListedRoute, schemas: NamedSchemas): SchemaNode {
  const { answers, refusedAs } = route.description;
  const problem = schemas.of(ProblemAnswer, 'output');
  const page = refusedAs && contentOf(refusedAs, schemas);
  const recorded = recordedExamples[route.description.operationId];
  const refused = problemResponses(problemsOf(route), (codes) =>
    refusalContent(codes, problem, page, recorded?.problems),
  );
  const declared = Object.entries<DeclaredAnswer>(answers).map(([status, answer]) => [
    status,
    withProblems(response(route, status, answer, schemas, recorded?.answers[status]), refused[status]),
  ]);
  return {
    ...refused,
    ...Object.fromEntries(declared),
    ...(isRevalidated(route.description) && { 304: { description: 'Not modified since the `ETag`' } }),
    default: {
      description: `Any other problem: ${anywhere.map(linked).join(', ')}`,
      content: refusalContent(anywhere, problem, page),
    },
  };
}

/** A response of the entry can have the same status as a problem. */
const withProblems = (own: SchemaNode, refused: SchemaNode | undefined): SchemaNode =>
  refused === undefined
    ? own
    : {
        ...refused,
        ...own,
        description: `${String(own['description'])}\n\n${String(refused['description'])}`,
        content: { ...contentIn(own), ...contentIn(refused) },
      };

function response(
  { method, description }: ListedRoute,
  status: string,
  answer: DeclaredAnswer,
  schemas: NamedSchemas,
  example: unknown,
): SchemaNode {
  return {
    description: status.startsWith('3') ? 'See the address in `Location`' : (STATUS_CODES[status] ?? status),
    ...(status < '400' && headersOf(method, description, status)),
    ...(answer && {
      content: 'content' in answer ? contentOf(answer, schemas, example) : jsonOf(answer, schemas, example),
    }),
  };
}

function headersOf(method: string, { command, reads, etag }: RouteEntry, status: string): SchemaNode {
  const text = { schema: { type: 'string' } };
  const headers = {
    ...(status.startsWith('3') && { Location: { description: 'Where to go', required: true, ...text } }),
    ...(etag && { ETag: { description: 'Version of the answer', ...text } }),
    ...(command && {
      'X-Position': { description: 'Position of the change in the event log: send it as `after`', ...text },
      'Idempotent-Replayed': {
        description: '`true`: it was stored before, by a request with the same `Idempotency-Key`',
        ...text,
      },
    }),
    ...((reads ?? (method !== 'GET' && command)) && {
      'X-Stale': { description: '`true`: the answer does not yet include the change that it waited for', ...text },
    }),
  };
  return Object.keys(headers).length > 0 ? { headers } : {};
}

const contentIn = ({ content }: SchemaNode): object => (typeof content === 'object' && content !== null ? content : {});

const jsonOf = (schema: z.ZodType, schemas: NamedSchemas, example: unknown): SchemaNode => ({
  'application/json': { schema: schemas.of(schema, 'output'), ...(example !== undefined && { example }) },
});

function contentOf({ content, schema }: Content, schemas: NamedSchemas, example?: unknown): SchemaNode {
  const types = [content].flat().map((type) => type.split(';')[0] ?? type);
  return Object.fromEntries(
    types.map((type) => [
      type,
      { schema: schema ? schemas.of(schema, 'output') : textOf(type), ...(example !== undefined && { example }) },
    ]),
  );
}

/** Binary content has an empty schema (OpenAPI 3.1, 4.8.14.4). */
const textOf = (type: string): SchemaNode => (/^text\/|xml$/.test(type) ? { type: 'string' } : {});
