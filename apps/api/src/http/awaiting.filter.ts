import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemFilter } from './problem.filter.ts';

/**
 * A filter whose answer takes waiting: for a page with what was typed, say. Nest awaits no filter, so a promise that
 * one rejects is handled by nobody. Every such filter therefore is one of these: it never rejects, and what fails in
 * it, or is not for it, is answered by the common filter.
 */
export abstract class AwaitingFilter implements ExceptionFilter {
  constructor(private readonly common: ProblemFilter) {}

  /**
   * Answers the request, or throws what the common filter is to answer: the error itself where it is not for this
   * filter.
   */
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
