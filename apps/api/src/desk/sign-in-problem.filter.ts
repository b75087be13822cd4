import { Catch, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#contracts/refusal';
import { html } from '#contracts/routes/route';
import { AwaitingFilter } from '../http/awaiting.filter.ts';
import { setProblem } from '../http/problem-code.ts';
import { ProblemFilter, problemFor } from '../http/problem.filter.ts';
import { DeskCallers } from './desk-callers.ts';
import { signInPage, signInPolicy } from './sign-in-page.ts';

/** Shows the rate limit as a page, because browsers navigate to the routes of the identity provider's sign-in. */
@Catch()
@Injectable()
export class SignInProblemFilter extends AwaitingFilter {
  constructor(
    common: ProblemFilter,
    private readonly callers: DeskCallers,
  ) {
    super(common);
  }

  protected async answer(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (!(error instanceof Refusal) || error.code !== 'too-many-requests') throw error;
    setProblem(request, problemFor(error));
    reply
      .code(429)
      .header('retry-after', String(error.extensions['retryAfterSeconds']))
      .header('content-security-policy', signInPolicy)
      .type(html.content)
      .send(signInPage({ problem: 'too-many', providerUrl: this.callers.signInUrl }));
  }
}
