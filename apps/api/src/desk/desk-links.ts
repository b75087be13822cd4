import type { Pool } from 'pg';
import { DeskPerson } from './desk-person.ts';
import { newToken, openWith, sealFor, tokenHash } from './token-box.ts';

/** Long enough to copy the link to a browser, short enough that a link left in a terminal is soon useless. */
export const linkMinutes = 10;

/**
 * Creates a link that signs this person in once. The token is in the fragment, which browsers do not send: no proxy
 * logs it, no referrer contains it, and link previews or scanners do not use it up.
 * @param serviceUrl the address of the service
 */
export async function makeDeskLink(pool: Pool, person: DeskPerson, serviceUrl: string): Promise<string> {
  const token = newToken();
  await pool.query(insert, [tokenHash(token), sealFor(token, purpose, person), linkMinutes]);
  return `${serviceUrl}/desk/sign-in#${token}`;
}

/**
 * Uses up the link and returns the person it signs in; undefined if it was used, is too old or never existed. Of two
 * concurrent calls one succeeds.
 */
export async function redeemDeskLink(pool: Pool, token: string): Promise<DeskPerson | undefined> {
  await pool.query('delete from desk_links where expires_at < now()');
  const { rows } = await pool.query<{ sealed: Buffer }>(
    'delete from desk_links where token_hash = $1 returning sealed',
    [tokenHash(token)],
  );
  return rows[0] && personIn(token, rows[0].sealed);
}

/** Returns the person that the link would sign in, without using it up. */
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
