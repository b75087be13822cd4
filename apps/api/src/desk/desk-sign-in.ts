import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { SignInLog, type SignInMethod } from './sign-in-log.ts';
import { readCookie, sessionCookie, setCookie } from './desk-cookie.ts';
import type { DeskPerson } from './desk-person.ts';
import { DeskSessions, longestSeconds } from './desk-sessions.ts';
import { isSecure } from './own-origin.ts';

/** What every way to sign in ends with. */
@Injectable()
export class DeskSignIn {
  constructor(
    private readonly sessions: DeskSessions,
    @Given() private readonly given: Pick<ApiDependencies, 'publicUrl'>,
    private readonly log: SignInLog,
  ) {}

  /** Opens a session and hands its cookie out; the session that the browser had before ends. */
  async signIn(person: DeskPerson, by: SignInMethod, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const secure = isSecure(request, this.given.publicUrl);
    const before = readCookie(request, sessionCookie, secure);
    if (before !== undefined) await this.sessions.end(before);
    const { token } = await this.sessions.open(person);
    // The service decides when it ends; the browser only keeps it long enough.
    setCookie(reply, sessionCookie, { value: token, maxAge: longestSeconds, secure });
    await this.log.signedIn(person, by);
  }
}
