import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pool } from 'pg';
import { z } from 'zod';
import { DeskSignInRequest } from '#contracts/desk-session';
import { Refusal } from '#contracts/refusal';
import { type ApiDependencies, Given } from '../foundation/api-dependencies';
import { SignInLog } from './sign-in-log';
import { Route } from '../routes/access';
import { parseInput } from '../http/invalid-fields';
import { DeskCallers } from './desk-callers';
import { readCookie, sessionCookie } from './desk-cookie';
import { readDeskLink, redeemDeskLink } from './desk-links';
import { DeskSessions } from './desk-sessions';
import { DeskSignIn } from './desk-sign-in';
import { isFromOwnOrigin, isSecure } from './own-origin';
import { signInPage, signInPolicy } from './sign-in-page';
import { type SignInProblem, signInProblems } from './sign-in-refused';

/** Where a sign-in by the identity provider went wrong, it ends here; what else somebody writes into the address says nothing. */
const PageQuery = z.object({
  problem: z
    .enum(Object.keys(signInProblems) as SignInProblem[])
    .optional()
    .catch(undefined),
});

/** Signing in by a one-time link. */
@Controller('desk/sign-in')
export class DeskLinkController {
  constructor(
    private readonly pool: Pool,
    private readonly door: DeskSignIn,
    private readonly callers: DeskCallers,
    private readonly sessions: DeskSessions,
    @Given() private readonly given: Pick<ApiDependencies, 'publicUrl'>,
    private readonly log: SignInLog,
  ) {}

  @Get()
  @Route({
    access: 'public',
    summary: 'The page that a one-time link opens',
    unlimited: 'a page in memory',
    tag: 'Desk',
    answers: { 200: z.string() },
  })
  page(@Query() query: unknown, @Res() reply: FastifyReply): void {
    const { problem } = parseInput(PageQuery, query, '?');
    reply
      .header('content-security-policy', signInPolicy)
      .type('text/html; charset=utf-8')
      .send(signInPage({ problem, providerUrl: this.callers.signInUrl }));
  }

  @Post()
  @HttpCode(204)
  @Route({
    access: 'public',
    summary: 'Sign in with the token of a one-time link',
    tag: 'Desk',
    body: DeskSignInRequest,
    answers: { 204: null },
    limited: 'signIn',
  })
  async redeem(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    // Or another page could sign its visitors in as somebody of its choice.
    if (!isFromOwnOrigin(request, this.given.publicUrl)) return this.refuse('csrf', new Refusal('csrf'));
    const { token, replace } = parseInput(DeskSignInRequest, body);
    if (!replace) await this.refuseToReplace(request, token);
    const person = await redeemDeskLink(this.pool, token);
    if (!person) return this.refuse('link-used', new Refusal('unauthenticated', signInProblems['link-used']));
    await this.door.signIn(person, 'link', request, reply);
  }

  private async refuse(reason: SignInProblem | 'csrf', refusal: Refusal): Promise<never> {
    await this.log.refused('link', reason);
    throw refusal;
  }

  /** Or whoever sends a link of their own could have others work under their name. */
  private async refuseToReplace(request: FastifyRequest, token: string): Promise<void> {
    const cookie = readCookie(request, sessionCookie, isSecure(request, this.given.publicUrl));
    const before = cookie === undefined ? undefined : await this.sessions.find(cookie);
    const person = before && (await readDeskLink(this.pool, token));
    if (!person || person.subject === before.person.subject) return;
    throw new Refusal('signed-in-already', undefined, { signedInAs: before.person.name, linkFor: person.name });
  }
}
