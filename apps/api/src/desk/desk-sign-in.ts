import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { SignInLog, type SignInMethod } from './sign-in-log.ts';
import { readCookie, sessionCookie, setCookie } from './desk-cookie.ts';
import type { DeskPerson } from './desk-person.ts';
import { DeskSessions, longestSeconds } from './desk-sessions.ts';
import { isSecure } from './own-origin.ts';

/** The last step of every way to sign in. */
@Injectable()
export class DeskSignIn {
  constructor(
    private readonly sessions: DeskSessions,
    @Given() private readonly given: Pick<ApiDependencies, 'publicUrl'>,
    private readonly log: SignInLog,
  ) {}

  /** Opens a session, sets its cookie, and ends the browser's previous session. */
  async signIn(person: DeskPerson, by: SignInMethod, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const secure = isSecure(request, this.given.publicUrl);
    const before = readCookie(request, sessionCookie, secure);
    if (before !== undefined) await this.sessions.end(before);
    const { token } = await this.sessions.open(person);
    // The service decides when the session ends. The cookie only has to last long enough.
    setCookie(reply, sessionCookie, { value: token, maxAge: longestSeconds, secure });
    await this.log.signedIn(person, by);
  }
}
