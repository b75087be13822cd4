import { Client, DatabaseError } from 'pg';
import { errorOf } from '#platform/error-of';
import { pinSession } from '#platform/session-settings';
import { LogFull, LogUnavailable, OutcomeUnknown } from '../append-errors.ts';
import { RefusedData, type FlushAnswer, type FlushSink } from './flush-sink.ts';
import type { JsonObject } from '../event.ts';
import type { Keyring } from '../keys/keyring.ts';
import { refuseOtherWrappingKey } from '../keys/wrapping-key-guard.ts';

const connectWithinMs = 5_000;
const statementWithinMs = 5_000;
// Longer than the server's own timeouts. If the server gives up first, it is certain that nothing was stored.
const defaultAnswerWithin = 10_000;

const prepareSession = `
  select set_config('lock_timeout', '2s', false);
  select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'`;

/**
 * The single connection on which a process appends. Each flush is one statement that commits itself, so a broken
 * connection leaves no lock.
 */
export class AppendConnection implements FlushSink {
  private client: Client | undefined;

  constructor(
    private readonly connectionString: string,
    private readonly keyring: Keyring,
    /** Milliseconds after which the outcome of an unanswered flush counts as unknown. */
    private readonly answerWithin = defaultAnswerWithin,
  ) {}

  async connect(): Promise<void> {
    if (this.client) return;
    const client = new Client({
      connectionString: this.connectionString,
      application_name: 'colloquy append',
      connectionTimeoutMillis: connectWithinMs,
      query_timeout: this.answerWithin,
      keepAlive: true,
    });
    client.on('error', () => this.drop(client));
    try {
      await client.connect();
      await pinSession(client, { statement_timeout: statementWithinMs });
      await client.query(prepareSession);
      await refuseOtherWrappingKey(client, this.keyring);
    } catch (error) {
      this.drop(client);
      throw error;
    }
    this.client = client;
  }

  async flush(requests: readonly string[]): Promise<FlushAnswer[]> {
    const { client } = this;
    if (!client) throw new LogUnavailable('not connected to the database');
    try {
      const { rows } = await client.query<AnswerRow>({
        name: 'append_events',
        text: `select ${answerColumns} from append_events($1)`,
        values: [`[${requests.join(',')}]`],
        rowMode: 'array',
      });
      return rows.map(readAnswer);
    } catch (error) {
      const failure = await readFailure(error, client);
      if (!(failure instanceof RefusedData)) this.drop(client);
      throw failure;
    }
  }

  async close(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  private drop(client: Client): void {
    if (this.client === client) this.client = undefined;
    client.end().catch(() => undefined); // may be closed already
  }
}

/** The columns that append_events returns, in this order. */
export const answerColumns =
  'verdict, first_position, last_position, version, recorded_at, request_hash, result, keys_in_force';

export type AnswerRow = [
  verdict: FlushAnswer['kind'],
  firstPosition: string,
  lastPosition: string,
  version: number,
  recordedAt: Date,
  requestHash: Buffer,
  result: JsonObject,
  keysInForce: { subjectId: string; wrappedKey: string | null }[],
];

export function readAnswer([
  kind,
  first,
  last,
  version,
  recordedAt,
  requestHash,
  result,
  keysInForce,
]: AnswerRow): FlushAnswer {
  switch (kind) {
    case 'appended':
      return { kind, position: Number(last), firstPosition: Number(first), version, recordedAt };
    case 'conflict':
      return { kind, actualVersion: version };
    case 'guard-failed':
      return { kind };
    case 'replayed':
      return { kind, requestHash, result, position: Number(last) };
    default:
      return { kind, inForce: keysInForce.map((key) => ({ ...key, wrappedKey: readBytea(key.wrappedKey) })) };
  }
}

function readBytea(text: string | null): Buffer | null {
  return text === null ? null : Buffer.from(text.slice(2), 'hex');
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html: cardinality, data, integrity, and limits such as
// nesting.
const refusedForItsData = /^(?:21|22|23|54)/;

// Errors after which the outcome is unknown, possibly raised by a proxy: class 08, connection; 40003, statement
// completion unknown.
const neverKnown = /^(?:08|40003)/;

/**
 * Finds out the outcome of a failed flush. After ERROR, PostgreSQL has rolled back and the session continues. After
 * FATAL or PANIC the session ends, possibly during the commit. The code does not distinguish them: a full disk, 53100,
 * is an ERROR for a statement and a PANIC for the write-ahead log. The severity that node-postgres returns is
 * translated to the server's `lc_messages`. So this sends a query to see whether the session still works.
 */
async function readFailure(error: unknown, session: Client): Promise<Error> {
  const { message } = errorOf(error);
  const code = error instanceof DatabaseError ? (error.code ?? '') : undefined;
  if (code === undefined || neverKnown.test(code) || !(await answers(session)))
    return new OutcomeUnknown(`the connection to the database broke during an append: ${message}`, { cause: error });
  if (error instanceof DatabaseError && error.constraint === 'events_position_is_exact')
    return new LogFull('the log is full: its last position, 2^53 - 1, is in use', { cause: error });
  if (refusedForItsData.test(code)) return new RefusedData(message, { cause: error });
  return new LogUnavailable(`the database refused an append: ${message}`, { cause: error });
}

const answers = (session: Client): Promise<boolean> =>
  session.query('select').then(
    () => true,
    () => false,
  );
