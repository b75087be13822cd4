import { Controller, Delete, Get, HttpCode, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DeskSessionAnswer } from '#contracts/desk-session';
import { Refusal } from '#contracts/refusal';
import { QueueName } from '#contracts/vocabulary';
import { type ApiDependencies, Given } from '../foundation/api-dependencies';
import { SignInLog } from './sign-in-log';
import { Route } from '../routes/access';
import { CurrentCaller } from '../routes/current';
import type { Member } from '../identity/caller';
import { reachesQueue, reachesSite } from '../identity/reach';
import { Sites } from '../sites/sites';
import { sessionOf } from './desk-callers';
import { dropCookie, sessionCookie } from './desk-cookie';
import { type DeskSession, DeskSessions } from './desk-sessions';
import { isSecure } from './own-origin';
import { csrfTokenOf } from './token-box';

/** Who is signed in to the desk, and out. */
@Controller('desk/session')
export class DeskSessionController {
  constructor(
    private readonly sessions: DeskSessions,
    private readonly allSites: Sites,
    @Given() private readonly given: Pick<ApiDependencies, 'publicUrl'>,
    private readonly log: SignInLog,
  ) {}

  @Get()
  @Route({
    access: 'desk',
    summary:
      'Who is signed in, and what they may do; without a session `signInUrl` of the problem says where to sign in',
    tag: 'Desk',
    answers: { 200: DeskSessionAnswer },
  })
  show(@Req() request: FastifyRequest, @CurrentCaller() caller: Member): DeskSessionAnswer {
    const { token, person, expiresAt } = required(sessionOf(request));
    return {
      moderator: { name: person.name },
      roles: person.roles,
      sites: this.allSites.all().filter((site) => reachesSite(caller, site)),
      queues: QueueName.options.filter((queue) => reachesQueue(caller, queue)),
      csrfToken: csrfTokenOf(token),
      expiresAt: expiresAt.toISOString(),
      signOutUrl: person.signOutUrl,
    };
  }

  @Delete()
  @HttpCode(204)
  @Route({ access: 'desk', summary: 'Sign out', tag: 'Desk', answers: { 204: null } })
  async end(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const { token, person } = required(sessionOf(request));
    await this.sessions.end(token);
    dropCookie(reply, sessionCookie, isSecure(request, this.given.publicUrl));
    await this.log.signedOut(person);
  }
}

function required(session: DeskSession | undefined): DeskSession {
  if (!session) throw new Refusal('unauthenticated');
  return session;
}
