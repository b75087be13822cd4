import { createHmac } from 'node:crypto';
import { Controller } from '@nestjs/common';
import type { DeskSessionAnswer } from '#contracts/desk-session';
import { Refusal } from '#contracts/refusal';
import { QueueName } from '#contracts/vocabulary';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { SignInLog } from './sign-in-log.ts';
import { reachesQueue, reachesSite } from '../identity/reach.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';
import { Sites } from '../sites/sites.ts';
import { sessionOf } from './desk-callers.ts';
import { dropCookie, sessionCookie } from './desk-cookie.ts';
import { type DeskPerson, cameBy } from './desk-person.ts';
import { type DeskSession, DeskSessions } from './desk-sessions.ts';
import { isSecure } from './own-origin.ts';
import { csrfTokenOf } from './token-box.ts';

/** Shows the desk's session and ends it. */
@Controller()
export class DeskSessionController {
  constructor(
    private readonly sessions: DeskSessions,
    private readonly allSites: Sites,
    @Given() private readonly given: Pick<ApiDependencies, 'publicUrl' | 'keys'>,
    private readonly log: SignInLog,
  ) {}

  @Route('GET /desk/session')
  show(@Input() { caller, request }: InputOf<'GET /desk/session'>): DeskSessionAnswer {
    const { token, person, expiresAt } = required(sessionOf(request));
    return {
      moderator: { id: this.idOf(person), name: person.name, cameBy: cameBy(person) },
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
    dropCookie(reply, sessionCookie, isSecure(request, this.given.publicUrl));
    await this.log.signedOut(person);
  }

  /** An opaque id for use in the browser. It does not reveal the person's subject. */
  private idOf({ subject }: DeskPerson): string {
    return createHmac('sha256', this.given.keys.signIns).update(`desk person\u0000${subject}`).digest('base64url');
  }
}

function required(session: DeskSession | undefined): DeskSession {
  if (!session) throw new Refusal('unauthenticated');
  return session;
}
