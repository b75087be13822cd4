import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { csrfHeader } from '#contracts/desk-session';
import { Refusal } from '#contracts/refusal';
import type { Access } from '#contracts/routes/route';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import type { Caller, Member } from '../identity/caller.ts';
import { readCookie, sessionCookie } from './desk-cookie.ts';
import { memberOf } from './desk-person.ts';
import { type DeskSession, DeskSessions } from './desk-sessions.ts';
import { isAtOwnAddress, isFromOwnOrigin, isSecure } from './own-origin.ts';
import { csrfTokenOf } from './token-box.ts';

const sessions = new WeakMap<FastifyRequest, DeskSession>();
const notOurName = 'The desk is not available under this host name. Set `PUBLIC_URL`, or open it as http://localhost.';
const changesNothing = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The session that the guard found by the request's cookie; undefined without one. */
export const sessionOf = (request: FastifyRequest): DeskSession | undefined => sessions.get(request);

/** Identifies moderators by the desk's cookie. */
@Injectable()
export class DeskCallers {
  /** The path that starts a sign-in at the identity provider; null without a provider. */
  readonly signInUrl: string | null;

  constructor(
    private readonly sessions: DeskSessions,
    @Given() private readonly given: Pick<ApiDependencies, 'publicUrl' | 'oidc'>,
  ) {
    this.signInUrl = given.oidc ? '/desk/oidc/start' : null;
  }

  /** The refusal for a caller without a session on a route of the desk. Includes the URL to sign in. */
  refusal(caller: Caller): Refusal {
    if (caller.kind !== 'anonymous')
      return new Refusal('forbidden', 'Requires a session of the desk; tokens are not accepted.');
    return new Refusal('unauthenticated', 'Sign in to the desk.', { signInUrl: this.signInUrl });
  }

  /**
   * Returns the moderator of the request's cookie. On public routes the cookie counts only with its csrf token, so that
   * a moderator who reads articles in the same browser is treated as a reader there.
   * @throws Refusal `csrf` for a change without the session's csrf token, or from another origin; `unauthenticated` if
   * the session has ended
   */
  async find(request: FastifyRequest, access: Access): Promise<Member | undefined> {
    const token = readCookie(request, sessionCookie, isSecure(request, this.given.publicUrl));
    const proof = request.headers[csrfHeader];
    if (token === undefined || (access === 'public' && proof === undefined)) return undefined;
    if (!isAtOwnAddress(request, this.given.publicUrl)) throw new Refusal('csrf', notOurName);
    const session = await this.sessions.find(token);
    if (!session) {
      if (proof !== undefined) throw new Refusal('unauthenticated', 'The session has ended.');
      return undefined;
    }
    if (!changesNothing.has(request.method) && !isFromOwnOrigin(request, this.given.publicUrl))
      throw new Refusal('csrf');
    if (proof === undefined ? !changesNothing.has(request.method) : !isProof(proof, token)) throw new Refusal('csrf');
    sessions.set(request, session);
    return memberOf(session.person);
  }
}

function isProof(given: string | string[], token: string): boolean {
  const [is, expected] = [Buffer.from(String(given)), Buffer.from(csrfTokenOf(token))];
  return is.length === expected.length && timingSafeEqual(is, expected);
}
