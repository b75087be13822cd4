import type { Pool, PoolClient } from 'pg';
import type { HealthReason, HealthReasonCode } from '#contracts/health-reasons';
import { errorCode } from '#platform/error-code';
import { pause } from '#platform/pause';
import { inTransaction } from '#platform/transaction';
import type { AppendOutcomes } from './appending/append-outcomes.ts';

/** Milliseconds. If an append was stored so recently, nothing is probed. */
const recentMs = 2000;
/** Milliseconds that the probe waits for the locks of an append: more than a few flushes take. */
const lockMs = 400;
/** Milliseconds after which the sessions are looked up that block the probe. Less than `lockMs`. */
const lookMs = 250;
/** Milliseconds. After so long without an attempt, earlier failures of appends say nothing. */
const forgottenMs = 60_000;

const lockNotAvailable = '55P03';

/**
 * Returns the reasons why no event can be written. Takes the locks of an append and gives them back, without writing.
 * @param probes connections of the health checks, at least two
 * @param outcomes of the appends of this process; undefined if it appends nothing
 */
export async function writeFaults(probes: Pool, outcomes?: AppendOutcomes): Promise<HealthReason[]> {
  if (outcomes && outcomes.sinceStoredMs < recentMs) return [];
  const blocking = await inTransaction(
    probes,
    async (client) => {
      const { pid, fault } = await sessionOf(client);
      return fault ?? blocked(probes, client, pid);
    },
    { begin: 'begin isolation level read committed' },
  );
  const reason = blocking ?? failing(outcomes);
  return reason ? [reason] : [];
}

/** Returns the reason why nothing at all can be written, for processes that append no events. */
export async function readOnlyFaults(probes: Pool): Promise<HealthReason[]> {
  const { fault } = await inTransaction(probes, sessionOf);
  return fault ? [fault] : [];
}

async function sessionOf(client: PoolClient): Promise<{ pid: number; fault?: HealthReason }> {
  const { rows } = await client.query<{ pid: number; isReadOnly: boolean; isStandby: boolean }>(
    `select pg_backend_pid() as pid, current_setting('transaction_read_only') = 'on' as "isReadOnly",
       pg_is_in_recovery() as "isStandby", set_config('lock_timeout', $1, true)`,
    [String(lockMs)],
  );
  const [session] = rows;
  if (!session) throw new Error('PostgreSQL returned no row');
  const { pid, isStandby, isReadOnly } = session;
  if (isStandby) return { pid, fault: readOnly('PostgreSQL is a standby: connect to the primary, or promote it.') };
  if (isReadOnly) return { pid, fault: readOnly('PostgreSQL is read-only: check `default_transaction_read_only`.') };
  return { pid };
}

const readOnly = (message: string): HealthReason => ({ code: 'database-read-only', message });

/** Waits for the locks of an append, and returns who holds them if they are not free in time. */
async function blocked(probes: Pool, client: PoolClient, pid: number): Promise<HealthReason | undefined> {
  const ended = new AbortController();
  const holders = pause(lookMs, ended.signal).then(() => (ended.signal.aborted ? [] : sessionsBlocking(probes, pid)));
  try {
    await client.query('savepoint unlocked');
    await client.query('lock table events, streams, subject_keys, idempotency_keys in row exclusive mode');
    await client.query('select lock_event_log()');
    return undefined;
  } catch (error) {
    if (errorCode(error) !== lockNotAvailable) throw error;
    return blockedBy(await holders);
  } finally {
    ended.abort();
    holders.catch(() => undefined);
    await client.query('rollback to unlocked');
  }
}

interface Session {
  readonly pid: number;
  readonly name: string | null;
  readonly since: Date | null;
}

/** Names and times are null for sessions of other roles. */
async function sessionsBlocking(probes: Pool, pid: number): Promise<Session[]> {
  const { rows } = await probes.query<Session>(
    `select pid, application_name as name, xact_start as since
     from unnest(pg_blocking_pids($1)) as blocking (pid) left join pg_stat_activity using (pid) order by since`,
    [pid],
  );
  return rows;
}

function blockedBy([first]: readonly Session[]): HealthReason {
  const code = 'writes-blocked';
  if (!first) return { code, message: 'A lock in PostgreSQL blocks every write: look at pg_locks.' };
  const { pid, name, since } = first;
  const session = name === null || name === '' ? `${pid}` : `${pid} (${name})`;
  return {
    code,
    message: `Session ${session} of PostgreSQL holds a lock that blocks every write: end its transaction, or run \`select pg_terminate_backend(${pid})\`.`,
    ...(since && { since: since.toISOString() }),
  };
}

/** Faults that only a write meets. The probe itself finds locks and read-only servers. */
function failing(outcomes: AppendOutcomes | undefined): HealthReason | undefined {
  const failures = outcomes?.failures;
  if (!failures || failures.quietMs > forgottenMs) return undefined;
  const { code: state = 'unknown', since } = failures;
  if (state === lockNotAvailable || state === '25006') return undefined;
  const [code, message] = causes[state] ?? [
    'appends-failing',
    `PostgreSQL stores no events (error ${state}): look at its log.`,
  ];
  return { code, message, since: since.toISOString() };
}

const causes: Readonly<Record<string, readonly [code: HealthReasonCode, message: string]>> = {
  '53100': ['disk-full', 'The disk of PostgreSQL is full: free space on it.'],
};
