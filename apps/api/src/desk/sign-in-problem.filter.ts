import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#contracts/refusal';
import { ProblemFilter } from '../http/problem.filter';
import { DeskCallers } from './desk-callers';
import { signInPage, signInPolicy } from './sign-in-page';

/** Browsers, not scripts, come where moderators sign in by the identity provider: too many attempts are told on a page. */
@Catch()
@Injectable()
export class SignInProblemFilter implements ExceptionFilter {
  constructor(
    private readonly problems: ProblemFilter,
    private readonly callers: DeskCallers,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
    if (!(error instanceof Refusal) || error.code !== 'too-many-requests')
      return this.problems.answer(error, request, reply);
    reply
      .code(429)
      .header('retry-after', String(error.extensions['retryAfterSeconds']))
      .header('content-security-policy', signInPolicy)
      .type('text/html; charset=utf-8')
      .send(signInPage({ problem: 'too-many', providerUrl: this.callers.signInUrl }));
  }
}
