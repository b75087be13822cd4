import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemFilter } from './problem.filter.ts';

/**
 * The base of exception filters that answer asynchronously, for example with a page that keeps the typed text. Nest
 * does not await filters, so a rejection would be unhandled. This class never rejects: errors that a filter throws or
 * passes over are answered by the common filter.
 */
export abstract class AwaitingFilter implements ExceptionFilter {
  constructor(private readonly common: ProblemFilter) {}

  /** Answers the request, or throws the error that the common filter is to answer. */
  protected abstract answer(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void>;

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
    Promise.resolve()
      .then(() => this.answer(exception, request, reply))
      .catch((failure: unknown) => this.common.answer(failure, request, reply))
      .catch(() => reply.raw.destroy());
  }
}
