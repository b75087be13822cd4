import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A cookie of the desk: never shown to scripts, and under https never sent in the clear. */
export interface DeskCookie {
  readonly name: string;
  readonly path: string;
  /**
   * `strict`: sent only with what our own pages ask for. `lax`: also when a browser comes here from another site, as it does from the identity
   * provider.
   */
  readonly sameSite: 'strict' | 'lax';
}

export const sessionCookie: DeskCookie = { name: 'colloquy_desk', path: '/', sameSite: 'strict' };

export const readCookie = ({ headers }: FastifyRequest, { name }: DeskCookie): string | undefined =>
  headers.cookie === undefined ? undefined : parseCookie(headers.cookie)[name] || undefined;

export const setCookie = (
  reply: FastifyReply,
  cookie: DeskCookie,
  { value, maxAge, secure }: { value: string; maxAge: number; secure: boolean },
): void => void reply.header('set-cookie', stringifySetCookie({ ...cookie, value, maxAge, secure, httpOnly: true }));

export const dropCookie = (reply: FastifyReply, cookie: DeskCookie, secure: boolean): void =>
  setCookie(reply, cookie, { value: '', maxAge: 0, secure });
