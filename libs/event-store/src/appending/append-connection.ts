import { Client, DatabaseError } from 'pg';
import { errorOf } from '#platform/error-of';
import { LogFull, LogUnavailable, OutcomeUnknown } from '../append-errors.ts';
import { RefusedData, type FlushAnswer, type FlushSink } from './flush-sink.ts';
import type { JsonObject } from '../event.ts';
import type { Keyring } from '../keys/keyring.ts';
import { refuseOtherWrappingKey } from '../keys/wrapping-key-guard.ts';

const connectWithinMs = 5_000;
// Later than the server gives up itself: then it is known that nothing was stored.
const defaultAnswerWithin = 10_000;

const prepareSession = `
  select set_config('statement_timeout', '5s', false), set_config('lock_timeout', '2s', false),
    set_config('default_transaction_isolation', 'read committed', false);
  select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'`;

/**
 * The one connection that a process appends on. Each flush is a single statement that commits itself: no lock can be
 * left behind.
 */
export class AppendConnection implements FlushSink {
  private client: Client | undefined;

  constructor(
    private readonly connectionString: string,
    private readonly keyring: Keyring,
    /** Milliseconds after which a flush without an answer counts as unknown. */
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
    if (!client) throw new LogUnavailable('the connection to the database is lost');
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
    client.end().catch(() => undefined); // it may be gone already
  }
}

/** What append_events answers with, in this order. */
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

// Raised where nobody can know, by whatever stands between: class 08, the connection; 40003, statement completion
// unknown.
const neverKnown = /^(?:08|40003)/;

/**
 * What became of a flush. PostgreSQL says ERROR after it rolled the transaction back, and then answers on; with FATAL
 * and PANIC the session ends, and the commit may have been under way. No code tells one from the other (a full disk,
 * 53100, is an ERROR to one statement and a PANIC to the journal), and the severity that node-postgres hands on is a
 * word in the server's language, `lc_messages`. So the session itself is asked.
 */
async function readFailure(error: unknown, session: Client): Promise<Error> {
  const { message } = errorOf(error);
  const code = error instanceof DatabaseError ? (error.code ?? '') : undefined;
  if (code === undefined || neverKnown.test(code) || !(await answers(session)))
    return new OutcomeUnknown(`the connection to the database broke during an append: ${message}`, { cause: error });
  if (error instanceof DatabaseError && error.constraint === 'events_position_is_exact')
    return new LogFull('the log has given out its last position', { cause: error });
  if (refusedForItsData.test(code)) return new RefusedData(message, { cause: error });
  return new LogUnavailable(`the database refused an append: ${message}`, { cause: error });
}

const answers = (session: Client): Promise<boolean> =>
  session.query('select').then(
    () => true,
    () => false,
  );
