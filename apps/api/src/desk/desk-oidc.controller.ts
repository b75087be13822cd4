import { Controller, Get, Inject, Query, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '#contracts/refusal';
import { type ApiDependencies, Given } from '../foundation/api-dependencies';
import { SignInLog } from './sign-in-log';
import { Route } from '../routes/access';
import { parseInput } from '../http/invalid-fields';
import { dropCookie, readCookie, setCookie } from './desk-cookie';
import { DeskSignIn } from './desk-sign-in';
import { attemptCookie, attemptSeconds, openAttempt, sealAttempt } from './oidc-attempt';
import { OidcProvider } from './oidc-provider';
import { isSecure } from './own-origin';
import { SignInProblemFilter } from './sign-in-problem.filter';
import { SignInRefused } from './sign-in-refused';

/** A page of the desk, and nothing that a browser reads as another site. */
const StartQuery = z.object({
  returnTo: z
    .string()
    .max(500)
    .regex(/^(?!.*\.\.)\/desk(?:[/?#][\w\-./?=&%#]*)?$/, 'must be a page of the desk')
    .default('/desk'),
});

/** Signing in by the newsroom's identity provider. Browsers come here, so what goes wrong is told on a page. */
@Controller('desk/oidc')
@UseFilters(SignInProblemFilter)
export class DeskOidcController {
  constructor(
    @Inject(OidcProvider) private readonly provider: OidcProvider | undefined,
    private readonly door: DeskSignIn,
    @Given() private readonly given: Pick<ApiDependencies, 'keys' | 'publicUrl'>,
    private readonly log: SignInLog,
  ) {}

  @Get('start')
  @Route({
    access: 'public',
    summary: 'Redirects to the identity provider, and from there back to the desk',
    tag: 'Desk',
    limited: 'oidc',
    query: StartQuery,
    answers: { 303: null },
  })
  async start(@Query() query: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { returnTo } = parseInput(StartQuery, query, '?');
    await this.orTell(reply, async (provider) => {
      const { url, attempt } = await provider.begin(returnTo);
      setCookie(reply, attemptCookie, {
        value: await sealAttempt(attempt, this.given.keys.signIns),
        ...{ maxAge: attemptSeconds, secure: isSecure(request, this.given.publicUrl) },
      });
      return url;
    });
  }

  @Get('callback')
  @Route({
    access: 'public',
    summary: 'Where the identity provider sends browsers back to',
    tag: 'Desk',
    limited: 'oidc',
    answers: { 303: null },
  })
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.orTell(reply, async (provider) => {
      const secure = isSecure(request, this.given.publicUrl);
      const sealed = readCookie(request, attemptCookie, secure);
      // Whatever comes of it: an attempt is good for one answer.
      dropCookie(reply, attemptCookie, secure);
      const attempt = sealed === undefined ? undefined : await openAttempt(sealed, this.given.keys.signIns);
      if (!attempt) throw new SignInRefused('expired');
      const person = await provider.finish(new URL(request.url, 'http://any').search, attempt);
      await this.door.signIn(person, 'oidc', request, reply);
      return attempt.returnTo;
    });
  }

  private async orTell(reply: FastifyReply, attempt: (provider: OidcProvider) => Promise<string>): Promise<void> {
    if (!this.provider) throw new Refusal('not-found');
    const location = await attempt(this.provider).catch(async (error: unknown) => {
      if (!(error instanceof SignInRefused)) throw error;
      await this.log.refused('oidc', error.problem);
      return `/desk/sign-in?problem=${error.problem}`;
    });
    reply.code(303).header('location', location).send();
  }
}
