import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ProblemCode, problems } from '#contracts/problems';
import { Refusal } from '#contracts/refusal';
import { errorWithoutData } from '#platform/error-without-data';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { notFoundPage } from './not-found-page.ts';
import { plainPagePolicy } from './plain-page.ts';
import { asksForPage } from './asks-for-page.ts';
import { InvalidFields } from './invalid-fields.ts';
import { setProblem } from './problem-code.ts';
import { type ProblemDocument, problemDocument } from './problem-document.ts';
import { securityHeaders } from './secure-headers.ts';
import { storeProblem } from './store-problem.ts';

/** Turns a thrown error into a problem document. Only faults of the service itself are logged as errors. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Given() private readonly given: Pick<ApiDependencies, 'logger'>) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const problem = problemFor(error);
    setProblem(request, problem);
    // A stream that has begun cannot be answered: the connection is closed, and the client reconnects.
    if (reply.sent) return void (reply.raw.writableEnded || reply.raw.destroy());
    if (problem.status >= 500) {
      const level = problem.status === 503 ? 'warn' : 'error';
      this.given.logger[level](
        { err: errorWithoutData(error), requestId: request.id, route: request.routeOptions.url },
        'request failed',
      );
    }
    if (problem.status === 503) reply.header('retry-after', '1');
    const retryAfter = problem['retryAfterSeconds'];
    if (problem.status === 429 && typeof retryAfter === 'number') reply.header('retry-after', String(retryAfter));
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
    // Set here as well, because Fastify and Nest refuse some requests before our hooks run.
    reply.code(problem.status).headers(securityHeaders);
    if (problem.status === 404 && isPage(request)) {
      return void reply
        .headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': plainPagePolicy })
        .send(notFoundPage);
    }
    reply.header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(problem));
  }
}

/** The API always answers with problem documents, even if a request accepts HTML. */
const isPage = (request: FastifyRequest): boolean => asksForPage(request) && !/^\/v\d+(?:\/|$)/.test(request.url);

export function problemFor(error: unknown): ProblemDocument {
  if (error instanceof InvalidFields) return problemDocument('invalid-fields', { errors: error.errors });
  if (error instanceof Refusal) return problemDocument(error.code, { detail: error.detail, ...error.extensions });
  return storeProblem(error) ?? frameworkProblem(error) ?? problemDocument('internal');
}

export const codesByStatus: ReadonlyMap<number, ProblemCode> = new Map<number, ProblemCode>([
  [400, 'malformed-request'],
  [401, 'unauthenticated'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [405, 'method-not-allowed'],
  [408, 'request-timeout'],
  [413, 'payload-too-large'],
  [414, 'address-too-long'],
  [415, 'unsupported-media-type'],
  [429, 'too-many-requests'],
  [431, 'headers-too-large'],
]);

/** Maps errors of Fastify (`statusCode`) and Nest (`getStatus()`). Their texts are not shown. */
function frameworkProblem(error: unknown): ProblemDocument | undefined {
  const status = error instanceof HttpException ? error.getStatus() : statusCodeOf(error);
  const code =
    status === undefined ? undefined : (codesByStatus.get(status) ?? (status < 500 ? 'malformed-request' : undefined));
  return code && { ...problemDocument(code), status: problems[code].status };
}

function statusCodeOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}
