import { Client } from 'pg';
import { pause } from '../pause.ts';
import { superuser } from './cluster.ts';

/** How to reach a server's database `postgres`, where the lock of its owner lives. */
export interface ServerAddress {
  readonly port: number;
  readonly password: string;
}

/** The claim "this server is mine": a session lock, which PostgreSQL takes back from a process that was killed. */
export interface OwnerLock {
  /** For one who is about to stop the server: the claim then ends with it, and is not made again. */
  letGo(): void;
}

const lockKey = 4_206_001; // nothing else locks in the database "postgres"

/** Whether some process claims this server. */
export async function isClaimed(address: ServerAddress): Promise<boolean> {
  const client = await connect(address);
  try {
    const sql = `select from pg_locks where locktype = 'advisory' and objid = $1 and granted`;
    return (await client.query(sql, [lockKey])).rowCount !== 0;
  } finally {
    await client.end();
  }
}

/** Claims a server for as long as this process lives; `undefined` when another one has it. */
export async function claim(address: ServerAddress): Promise<OwnerLock | undefined> {
  const first = await lockedSession(address);
  return first && keep(first, address);
}

// When any backend is killed (out of memory, say) PostgreSQL drops all sessions and goes on: the claim has to be made
// again.
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
  client.on('error', () => undefined); // a lost session is seen by its 'end'
  await client.connect();
  return client;
}
