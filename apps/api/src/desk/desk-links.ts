import type { Pool } from 'pg';
import { DeskPerson } from './desk-person.ts';
import { newToken, openWith, sealFor, tokenHash } from './token-box.ts';

/** Long enough to walk to another window, short enough for a terminal's scrollback. */
export const linkMinutes = 10;

/**
 * Makes a link that signs this person in, once. The token is in the fragment, which browsers send to nobody: no proxy
 * logs it, no page passes it on as its referrer, and whatever opens addresses ahead of people, to preview or to scan
 * them, does not use it up.
 * @param serviceUrl where the service is reached
 */
export async function makeDeskLink(pool: Pool, person: DeskPerson, serviceUrl: string): Promise<string> {
  const token = newToken();
  await pool.query(insert, [tokenHash(token), sealFor(token, purpose, person), linkMinutes]);
  return `${serviceUrl}/desk/sign-in#${token}`;
}

/**
 * Whom the link of this token signs in; undefined when it was used, is too old, or never was. Of two that come at once,
 * one gets it.
 */
export async function redeemDeskLink(pool: Pool, token: string): Promise<DeskPerson | undefined> {
  await pool.query('delete from desk_links where expires_at < now()');
  const { rows } = await pool.query<{ sealed: Buffer }>(
    'delete from desk_links where token_hash = $1 returning sealed',
    [tokenHash(token)],
  );
  return rows[0] && personIn(token, rows[0].sealed);
}

/** Whom the link of this token would sign in; asking does not use it up. */
export async function readDeskLink(pool: Pool, token: string): Promise<DeskPerson | undefined> {
  const { rows } = await pool.query<{ sealed: Buffer }>(
    'select sealed from desk_links where token_hash = $1 and expires_at > now()',
    [tokenHash(token)],
  );
  return rows[0] && personIn(token, rows[0].sealed);
}

const personIn = (token: string, sealed: Buffer): DeskPerson => DeskPerson.parse(openWith(token, purpose, sealed));

const purpose = 'desk link';
const insert =
  'insert into desk_links (token_hash, sealed, expires_at) values ($1, $2, now() + make_interval(mins => $3))';
