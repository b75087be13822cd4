import { Controller, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pool } from 'pg';
import { Refusal } from '#contracts/refusal';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { SignInLog } from './sign-in-log.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route, contentTypeOf } from '../routes/route.ts';
import { DeskCallers } from './desk-callers.ts';
import { readCookie, sessionCookie } from './desk-cookie.ts';
import { readDeskLink, redeemDeskLink } from './desk-links.ts';
import { DeskSessions } from './desk-sessions.ts';
import { DeskSignIn } from './desk-sign-in.ts';
import { OwnPagesGuard } from './own-pages.guard.ts';
import { isSecure } from './own-origin.ts';
import { signInPage, signInPolicy } from './sign-in-page.ts';
import { signInProblems } from './sign-in-refused.ts';

/** Signs moderators in by one-time link. */
@Controller()
export class DeskLinkController {
  constructor(
    private readonly pool: Pool,
    private readonly deskSignIn: DeskSignIn,
    private readonly callers: DeskCallers,
    private readonly sessions: DeskSessions,
    @Given() private readonly given: Pick<ApiDependencies, 'publicUrl'>,
    private readonly log: SignInLog,
  ) {}

  @Route('GET /desk/sign-in')
  page(@Input() { route, query: { problem } }: InputOf<'GET /desk/sign-in'>, @Res() reply: FastifyReply): void {
    reply
      .header('content-security-policy', signInPolicy)
      .type(contentTypeOf(route))
      .send(signInPage({ problem, providerUrl: this.callers.signInUrl }));
  }

  @Route('POST /desk/sign-in')
  @UseGuards(OwnPagesGuard)
  async redeem(@Input() { body, request, reply }: InputOf<'POST /desk/sign-in'>): Promise<void> {
    const { token, replace } = body;
    if (!replace) await this.refuseToReplace(request, token);
    const person = await redeemDeskLink(this.pool, token);
    if (!person) {
      await this.log.refused('link', 'link-used');
      throw new Refusal('unauthenticated', signInProblems['link-used']);
    }
    await this.deskSignIn.signIn(person, 'link', request, reply);
  }

  /** Otherwise an attacker's link could make a signed-in moderator work under the attacker's name. */
  private async refuseToReplace(request: FastifyRequest, token: string): Promise<void> {
    const cookie = readCookie(request, sessionCookie, isSecure(request, this.given.publicUrl));
    const before = cookie === undefined ? undefined : await this.sessions.find(cookie);
    const person = before && (await readDeskLink(this.pool, token));
    if (!person || person.subject === before.person.subject) return;
    throw new Refusal('signed-in-already', undefined, { signedInAs: before.person.name, linkFor: person.name });
  }
}
