import { Controller, Inject, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pool } from 'pg';
import { Refusal } from '#contracts/refusal';
import { SignInLog } from '../audit/sign-in-log';
import { type PublicUrl, publicUrl } from '../events/public-url';
import { Input, type InputOf } from '../routes/input';
import { Route, contentTypeOf } from '../routes/route';
import { DeskCallers } from './desk-callers';
import { readCookie, sessionCookie } from './desk-cookie';
import { readDeskLink, redeemDeskLink } from './desk-links';
import { DeskSessions } from './desk-sessions';
import { DeskSignIn } from './desk-sign-in';
import { OwnPagesGuard } from './own-pages.guard';
import { isSecure } from './own-origin';
import { signInPage, signInPolicy } from './sign-in-page';
import { signInProblems } from './sign-in-refused';

/** Signing in by a one-time link. */
@Controller()
export class DeskLinkController {
  constructor(
    private readonly pool: Pool,
    private readonly door: DeskSignIn,
    private readonly callers: DeskCallers,
    private readonly sessions: DeskSessions,
    @Inject(publicUrl) private readonly publicUrl: PublicUrl,
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
    await this.door.signIn(person, 'link', request, reply);
  }

  /** Or whoever sends a link of their own could have others work under their name. */
  private async refuseToReplace(request: FastifyRequest, token: string): Promise<void> {
    const cookie = readCookie(request, sessionCookie, isSecure(request, this.publicUrl));
    const before = cookie === undefined ? undefined : await this.sessions.find(cookie);
    const person = before && (await readDeskLink(this.pool, token));
    if (!person || person.subject === before.person.subject) return;
    throw new Refusal('signed-in-already', undefined, { signedInAs: before.person.name, linkFor: person.name });
  }
}
