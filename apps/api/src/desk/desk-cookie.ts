import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A cookie of the desk. Scripts cannot read it, and under https it is not sent unencrypted. */
export interface DeskCookie {
  readonly name: string;
  /**
   * `strict`: sent only with requests of our own pages. `lax`: also when a link or redirect of another site, such as
   * the identity provider, leads here.
   */
  readonly sameSite: 'strict' | 'lax';
}

export const sessionCookie: DeskCookie = { name: 'colloquy_desk', sameSite: 'strict' };

/**
 * Under https, adds the `__Host-` prefix (RFC 6265bis, 4.1.3.2): browsers then reject a cookie that another host of the
 * same domain sets. Plain http does not support the prefix.
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
