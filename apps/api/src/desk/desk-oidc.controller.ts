import { Controller, Inject, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Refusal } from '#contracts/refusal';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { SignInLog } from './sign-in-log.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';
import { dropCookie, readCookie, setCookie } from './desk-cookie.ts';
import { DeskSignIn } from './desk-sign-in.ts';
import { attemptCookie, attemptSeconds, openAttempt, sealAttempt } from './oidc-attempt.ts';
import { OidcProvider } from './oidc-provider.ts';
import { isSecure } from './own-origin.ts';
import { SignInProblemFilter } from './sign-in-problem.filter.ts';
import { SignInRefused } from './sign-in-refused.ts';

/** Signs moderators in by the newsroom's identity provider. Browsers navigate here, so errors are shown as a page. */
@Controller()
@UseFilters(SignInProblemFilter)
export class DeskOidcController {
  constructor(
    @Inject(OidcProvider) private readonly provider: OidcProvider | undefined,
    private readonly deskSignIn: DeskSignIn,
    @Given() private readonly given: Pick<ApiDependencies, 'keys' | 'publicUrl'>,
    private readonly log: SignInLog,
  ) {}

  @Route('GET /desk/oidc/start')
  async start(
    @Input() { query: { returnTo }, request }: InputOf<'GET /desk/oidc/start'>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.redirectOrShowProblem(reply, async (provider) => {
      const { url, attempt } = await provider.begin(returnTo);
      setCookie(reply, attemptCookie, {
        value: await sealAttempt(attempt, this.given.keys.signIns),
        maxAge: attemptSeconds,
        secure: isSecure(request, this.given.publicUrl),
      });
      return url;
    });
  }

  @Route('GET /desk/oidc/callback')
  async callback(@Input() { request }: InputOf<'GET /desk/oidc/callback'>, @Res() reply: FastifyReply): Promise<void> {
    await this.redirectOrShowProblem(reply, async (provider) => {
      const secure = isSecure(request, this.given.publicUrl);
      const sealed = readCookie(request, attemptCookie, secure);
      // Dropped in any case: an attempt is valid for one answer.
      dropCookie(reply, attemptCookie, secure);
      const attempt = sealed === undefined ? undefined : await openAttempt(sealed, this.given.keys.signIns);
      if (!attempt) throw new SignInRefused('expired');
      const person = await provider.finish(new URL(request.url, 'http://any').search, attempt);
      await this.deskSignIn.signIn(person, 'oidc', request, reply);
      return attempt.returnTo;
    });
  }

  private async redirectOrShowProblem(
    reply: FastifyReply,
    attempt: (provider: OidcProvider) => Promise<string>,
  ): Promise<void> {
    if (!this.provider) throw new Refusal('not-found');
    const location = await attempt(this.provider).catch(async (error: unknown) => {
      if (!(error instanceof SignInRefused)) throw error;
      await this.log.refused('oidc', error.problem);
      return `/desk/sign-in?problem=${error.problem}`;
    });
    reply.header('location', location).send();
  }
}
