import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SignInLog, type SignInMethod } from './sign-in-log';
import { type PublicUrl, publicUrl } from '../foundation/public-url';
import { readCookie, sessionCookie, setCookie } from './desk-cookie';
import type { DeskPerson } from './desk-person';
import { DeskSessions, longestSeconds } from './desk-sessions';
import { isSecure } from './own-origin';

/** What every way to sign in ends with. */
@Injectable()
export class DeskSignIn {
  constructor(
    private readonly sessions: DeskSessions,
    @Inject(publicUrl) private readonly publicUrl: PublicUrl,
    private readonly log: SignInLog,
  ) {}

  /** Opens a session and hands its cookie out; the session that the browser had before ends. */
  async signIn(person: DeskPerson, by: SignInMethod, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const secure = isSecure(request, this.publicUrl);
    const before = readCookie(request, sessionCookie, secure);
    if (before !== undefined) await this.sessions.end(before);
    const { token } = await this.sessions.open(person);
    // The service decides when it ends; the browser only keeps it long enough.
    setCookie(reply, sessionCookie, { value: token, maxAge: longestSeconds, secure });
    await this.log.signedIn(person, by);
  }
}
