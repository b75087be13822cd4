import { createHash } from 'node:crypto';
import { Client, type Pool } from 'pg';
import { LogUnavailable } from '#event-store/append-errors';
import { pause } from '#platform/pause';

/** A lock on one person's erasure. One process holds it at a time. */
export interface ErasureTurn {
  /** Aborted when the turn is lost. Another process may then have it. */
  readonly signal: AbortSignal;
  release(): Promise<void>;
}

interface Session {
  readonly client: Client;
  readonly opened: Promise<unknown>;
  readonly beat: NodeJS.Timeout;
  /** The last query, because a session runs one query at a time. */
  asked: Promise<unknown>;
}

const lockClass = 4_206_026;

/** A frozen process loses its turns after this time. */
const lostAfterMs = 20_000;
const beatMs = 5000;
const answerWithinMs = 10_000;

const waitMs = 10_000;
const askAgainMs = 100;

/**
 * Turns are advisory locks of one database session. They end at once with a process that dies. For a frozen process the
 * server ends the session, which idles in a transaction with a timeout. The transaction also keeps a pooler from moving
 * the session to another connection. It is open while there are turns, and holds no snapshot.
 */
export class ErasureTurns {
  private readonly held = new Map<string, AbortController>();
  private session: Session | undefined;
  /** Aborted to stop calls that wait for a turn. */
  private closing = new AbortController();

  constructor(private readonly pool: Pool) {}

  /**
   * Returns undefined if the turn is taken, in this process or another.
   * @throws LogUnavailable
   */
  async tryTake(authorId: string): Promise<ErasureTurn | undefined> {
    if (this.held.has(authorId)) return undefined;
    const known = this.session;
    try {
      return await this.tryOn((this.session ??= this.open()), authorId);
    } catch (error) {
      if (!known) throw new LogUnavailable('no erasure lock: the database session failed', { cause: error });
      // The idle session may have ended unnoticed: retry on a new one.
      return this.tryTake(authorId);
    }
  }

  /** @throws LogUnavailable also if the turn is taken for longer than a request may wait (10 s) */
  async take(authorId: string): Promise<ErasureTurn> {
    const { signal } = this.closing;
    const end = performance.now() + waitMs;
    for (; performance.now() < end && !signal.aborted; await pause(askAgainMs, signal)) {
      const turn = await this.tryTake(authorId);
      if (turn) return turn;
    }
    throw new LogUnavailable('another process is working on this erasure');
  }

  /** Releases all turns. */
  close(): void {
    this.closing.abort();
    this.closing = new AbortController();
    if (this.session) this.lose(this.session);
  }

  private async tryOn(session: Session, authorId: string): Promise<ErasureTurn | undefined> {
    const lost = new AbortController();
    this.held.set(authorId, lost);
    try {
      await session.opened;
      const isTaken = await this.ask(session, 'pg_try_advisory_lock', authorId);
      if (!isTaken) this.held.delete(authorId);
      return isTaken ? { signal: lost.signal, release: () => this.release(session, authorId) } : undefined;
    } catch (error) {
      this.held.delete(authorId);
      this.lose(session);
      throw error;
    }
  }

  private async release(session: Session, authorId: string): Promise<void> {
    if (this.session === session)
      await this.ask(session, 'pg_advisory_unlock', authorId).catch(() => this.lose(session));
    this.held.delete(authorId);
  }

  private open(): Session {
    const { options } = this.pool;
    const client = new Client({ ...options, application_name: 'colloquy erasures', query_timeout: answerWithinMs });
    const session: Session = {
      client,
      opened: client
        .connect()
        .then(() => client.query(`begin; set local idle_in_transaction_session_timeout = ${lostAfterMs}`)),
      beat: setInterval(() => this.keepAlive(session), beatMs).unref(),
      asked: Promise.resolve(),
    };
    client.on('error', () => this.lose(session));
    client.on('end', () => this.lose(session));
    return session;
  }

  private keepAlive(session: Session): void {
    if (this.held.size === 0) this.lose(session);
    else inOrder(session, ({ client }) => client.query('select 1')).catch(() => this.lose(session));
  }

  /** Without bind parameters, because the portal of a parameterised statement keeps its snapshot until the next one. */
  private async ask(session: Session, lock: string, authorId: string): Promise<boolean> {
    const text = `select ${lock}(${lockClass}, ${lockKeyOf(authorId)}) as done`;
    const { rows } = await inOrder(session, ({ client }) => client.query<{ done: boolean }>(text));
    return rows[0]?.done === true;
  }

  /** Ends the session and with it the locks, and aborts the signals of their turns. */
  private lose(session: Session): void {
    clearInterval(session.beat);
    session.client.end().catch(() => undefined);
    if (this.session !== session) return;
    this.session = undefined;
    for (const lost of this.held.values()) lost.abort();
  }
}

function inOrder<T>(session: Session, question: (session: Session) => Promise<T>): Promise<T> {
  const answer = session.asked.then(() => question(session));
  session.asked = answer.catch(() => undefined);
  return answer;
}

/** Two people whose hashes collide share a lock, which does no harm. */
const lockKeyOf = (authorId: string): number => createHash('sha256').update(authorId).digest().readInt32BE();
