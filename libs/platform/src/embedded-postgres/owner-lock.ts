import { Client } from 'pg';
import { pause } from '../pause.ts';
import { superuser } from './cluster.ts';

/** Address of a server's `postgres` database, which has the lock of its owner. */
export interface ServerAddress {
  readonly port: number;
  readonly password: string;
}

/** The claim to own a server: a session lock, which PostgreSQL releases when the process dies. */
export interface OwnerLock {
  /** Stops renewing the claim, before the server is stopped; the claim ends with the server. */
  letGo(): void;
}

const lockKey = 4_206_001; // nothing else locks in the database "postgres"

/** Returns true if a process claims this server. */
export async function isClaimed(address: ServerAddress): Promise<boolean> {
  const client = await connect(address);
  try {
    const sql = `select from pg_locks where locktype = 'advisory' and objid = $1 and granted`;
    return (await client.query(sql, [lockKey])).rowCount !== 0;
  } finally {
    await client.end();
  }
}

/** Claims a server for the lifetime of this process. Returns undefined if another process has claimed it. */
export async function claim(address: ServerAddress): Promise<OwnerLock | undefined> {
  const first = await lockedSession(address);
  return first && keep(first, address);
}

// When a backend is killed, for example for lack of memory, PostgreSQL drops all sessions and continues, so the claim
// must be renewed.
function keep(session: Client, address: ServerAddress): OwnerLock {
  const over = new AbortController();
  const reclaim = async (): Promise<void> => {
    await pause(100, over.signal);
    if (over.signal.aborted) return undefined;
    const again = await lockedSession(address).catch(() => undefined);
    return again ? hold(again) : reclaim();
  };
  const hold = (held: Client): void => void held.once('end', () => over.signal.aborted || void reclaim());
  hold(session);
  return { letGo: () => over.abort() };
}

async function lockedSession(address: ServerAddress): Promise<Client | undefined> {
  const client = await connect(address);
  const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [lockKey]);
  if (rows[0]?.mine === true) return client;
  await client.end();
  return undefined;
}

async function connect({ port, password }: ServerAddress): Promise<Client> {
  const place = { host: '127.0.0.1', port, user: superuser, password, database: 'postgres' };
  const client = new Client({ ...place, ssl: false, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined); // a lost session is noticed by its 'end' event
  await client.connect();
  return client;
}
