import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { DeskPerson } from './desk-person.ts';
import { newToken, openWith, sealFor, tokenHash } from './token-box.ts';

/** A moderator's session. */
export interface DeskSession {
  /** The cookie's value. Must not appear in logs or answers. */
  readonly token: string;
  readonly person: DeskPerson;
  readonly expiresAt: Date;
}

/** A session ends after this time without use. Longer than the breaks of a working day. */
const idle = '12 hours';
/** A session ends after this time even if used, so that a former colleague is signed out within a week. */
export const longestSeconds = 7 * 24 * 3600;
/** The end is moved at most this often, so that not every request writes. */
const renewAfter = '5 minutes';

/**
 * The desk's sessions. Each request queries the database by primary key, so a session ends at once in every process.
 */
@Injectable()
export class DeskSessions {
  private readonly listeners = new Set<(token: string) => void>();

  constructor(private readonly pool: Pool) {}

  /** Calls the listener for sessions that are ended by this process. */
  onEnd(listener: (token: string) => void): void {
    this.listeners.add(listener);
  }

  /** Opens a session under a new token. A token that the browser sent is not reused (session fixation). */
  async open(person: DeskPerson): Promise<DeskSession> {
    const token = newToken();
    const { rows } = await this.pool.query<{ expires_at: Date }>(insert, [
      tokenHash(token),
      sealFor(token, purpose, person),
      longestSeconds,
    ]);
    await this.pool.query('delete from desk_sessions where expires_at < now()');
    return { token, person, expiresAt: rows[0]?.expires_at ?? new Date() };
  }

  /** Returns the session of a token unless it has ended, and extends it. */
  async find(token: string): Promise<DeskSession | undefined> {
    const hash = tokenHash(token);
    const { rows } = await this.pool.query<StoredSession>({ name: 'desk-session', text: select, values: [hash] });
    const [stored] = rows;
    if (!stored) return undefined;
    const person = DeskPerson.parse(openWith(token, purpose, stored.sealed));
    return { token, person, expiresAt: stored.is_due ? await this.renew(hash) : stored.expires_at };
  }

  async end(token: string): Promise<void> {
    await this.pool.query('delete from desk_sessions where token_hash = $1', [tokenHash(token)]);
    for (const listener of this.listeners) listener(token);
  }

  /** Returns those of the tokens whose sessions have ended in any process. Does not extend the others. */
  async endedOf(tokens: readonly string[]): Promise<string[]> {
    const hashes = tokens.map(tokenHash);
    const { rows } = await this.pool.query<{ at: number }>({
      name: 'desk-sessions-ended',
      text: ended,
      values: [hashes],
    });
    return rows.flatMap(({ at }) => tokens[at - 1] ?? []);
  }

  private async renew(hash: Buffer): Promise<Date> {
    const { rows } = await this.pool.query<{ expires_at: Date }>(renew, [hash]);
    return rows[0]?.expires_at ?? new Date();
  }
}

/** Ends all sessions and deletes all unused links. Returns the number of ended sessions. */
export async function endEverySession(pool: Pool): Promise<number> {
  await pool.query('delete from desk_links');
  const { rowCount } = await pool.query('delete from desk_sessions');
  return rowCount ?? 0;
}

const purpose = 'desk session';

interface StoredSession {
  readonly sealed: Buffer;
  readonly expires_at: Date;
  readonly is_due: boolean;
}

const insert = `
  insert into desk_sessions (token_hash, sealed, expires_at, ends_at)
  values ($1, $2, now() + interval '${idle}', now() + make_interval(secs => $3))
  returning expires_at`;

const select = `
  select sealed, expires_at, expires_at < least(ends_at, now() + interval '${idle}' - interval '${renewAfter}') as is_due
  from desk_sessions where token_hash = $1 and expires_at > now()`;

const ended = `
  select at::int from unnest($1::bytea[]) with ordinality given (token_hash, at)
  where not exists (select from desk_sessions s where s.token_hash = given.token_hash and s.expires_at > now())`;

const renew = `
  update desk_sessions set expires_at = least(ends_at, now() + interval '${idle}')
  where token_hash = $1 and expires_at > now()
  returning expires_at`;
