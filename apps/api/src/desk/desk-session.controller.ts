import { Controller, Inject } from '@nestjs/common';
import type { DeskSessionAnswer } from '#contracts/desk-session';
import { Refusal } from '#contracts/refusal';
import { QueueName } from '#contracts/vocabulary';
import { SignInLog } from '../audit/sign-in-log';
import { type PublicUrl, publicUrl } from '../events/public-url';
import { reachesQueue, reachesSite } from '../identity/reach';
import { Input, type InputOf } from '../routes/input';
import { Route } from '../routes/route';
import { Sites } from '../sites/sites';
import { sessionOf } from './desk-callers';
import { dropCookie, sessionCookie } from './desk-cookie';
import { type DeskSession, DeskSessions } from './desk-sessions';
import { isSecure } from './own-origin';
import { csrfTokenOf } from './token-box';

/** Who is signed in to the desk, and out. */
@Controller()
export class DeskSessionController {
  constructor(
    private readonly sessions: DeskSessions,
    private readonly allSites: Sites,
    @Inject(publicUrl) private readonly publicUrl: PublicUrl,
    private readonly log: SignInLog,
  ) {}

  @Route('GET /desk/session')
  show(@Input() { caller, request }: InputOf<'GET /desk/session'>): DeskSessionAnswer {
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

  @Route('DELETE /desk/session')
  async end(@Input() { request, reply }: InputOf<'DELETE /desk/session'>): Promise<void> {
    const { token, person } = required(sessionOf(request));
    await this.sessions.end(token);
    dropCookie(reply, sessionCookie, isSecure(request, this.publicUrl));
    await this.log.signedOut(person);
  }
}

function required(session: DeskSession | undefined): DeskSession {
  if (!session) throw new Refusal('unauthenticated');
  return session;
}
