import type { Pool, PoolClient } from 'pg';

/** Another process rebuilds or checks this read model. */
export class AlreadyUnderWay extends Error {
  constructor(name: string) {
    super(`the read model ${name} is already being rebuilt or checked`);
    this.name = 'AlreadyUnderWay';
  }
}

/**
 * Locks a read model for a rebuild or check. The lock belongs to a session, so PostgreSQL releases it when the process
 * dies.
 * @returns a function that releases the lock; it may be called more than once
 * @throws AlreadyUnderWay
 */
export async function takeTurn(pool: Pool, name: string): Promise<() => Promise<void>> {
  const client = await pool.connect();
  client.on('error', ignore); // a lost lock is noticed when another process moves the checkpoint
  const release = (broken: boolean): void => client.off('error', ignore).release(broken);
  const taken = await ask(client, 'pg_try_advisory_lock', name).catch((error: unknown) => {
    release(true);
    throw error;
  });
  if (!taken) {
    release(false);
    throw new AlreadyUnderWay(name);
  }
  let held = true;
  return async () => {
    if (!held) return;
    held = false;
    const given = await ask(client, 'pg_advisory_unlock', name).catch(() => false);
    release(!given); // a broken session is closed, which releases the lock
  };
}

async function ask(client: PoolClient, question: string, name: string): Promise<boolean> {
  const { rows } = await client.query<{ answer: boolean }>(`select ${question}($1, hashtext($2)) as answer`, [
    lockClass,
    name,
  ]);
  return rows[0]?.answer === true;
}

const ignore = (): void => undefined;

const lockClass = 4_206_012;
