import type { Pool } from 'pg';

/** Another process rebuilds or checks this read model. */
export class AlreadyUnderWay extends Error {
  constructor(name: string) {
    super(`the read model ${name} is being rebuilt or checked already`);
    this.name = 'AlreadyUnderWay';
  }
}

/**
 * Takes the turn at rebuilding or checking a read model. It belongs to a session: PostgreSQL takes it back from a process that died.
 * @returns how to give it back
 * @throws AlreadyUnderWay
 */
export async function takeTurn(pool: Pool, name: string): Promise<() => void> {
  const client = await pool.connect();
  client.on('error', () => undefined); // a turn that is lost is noticed by the checkpoint that somebody else replaces
  const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as mine', [
    lockClass,
    name,
  ]);
  if (rows[0]?.mine !== true) {
    client.release();
    throw new AlreadyUnderWay(name);
  }
  let held = true;
  return () => {
    if (held) client.release(true); // closes the session, and the lock with it
    held = false;
  };
}

const lockClass = 4_206_012;
