import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A cookie of the desk: never shown to scripts, and under https never sent in the clear. */
export interface DeskCookie {
  readonly name: string;
  /**
   * `strict`: sent only with what our own pages ask for. `lax`: also when a browser comes here from another site, as it
   * does from the identity provider.
   */
  readonly sameSite: 'strict' | 'lax';
}

export const sessionCookie: DeskCookie = { name: 'colloquy_desk', sameSite: 'strict' };

/**
 * Under https with the prefix that browsers keep for cookies which this very host set, for itself alone (RFC 6265bis,
 * 4.1.3.2): a neighbour under the same domain can plant none. On http there is no such thing.
 */
const nameOf = ({ name }: DeskCookie, secure: boolean): string => (secure ? `__Host-${name}` : name);

export const readCookie = ({ headers }: FastifyRequest, cookie: DeskCookie, secure: boolean): string | undefined =>
  headers.cookie === undefined ? undefined : parseCookie(headers.cookie)[nameOf(cookie, secure)] || undefined;

export const setCookie = (
  reply: FastifyReply,
  cookie: DeskCookie,
  { value, maxAge, secure }: { value: string; maxAge: number; secure: boolean },
): void => {
  const { sameSite } = cookie;
  const name = nameOf(cookie, secure);
  reply.header('set-cookie', stringifySetCookie({ name, value, path: '/', sameSite, maxAge, secure, httpOnly: true }));
};

export const dropCookie = (reply: FastifyReply, cookie: DeskCookie, secure: boolean): void =>
  setCookie(reply, cookie, { value: '', maxAge: 0, secure });
