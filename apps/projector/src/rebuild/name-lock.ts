import type { Pool, PoolClient } from 'pg';

/** Another process rebuilds or checks this read model. */
export class AlreadyUnderWay extends Error {
  constructor(name: string) {
    super(`the read model ${name} is being rebuilt or checked already`);
    this.name = 'AlreadyUnderWay';
  }
}

/**
 * Takes the turn at rebuilding or checking a read model. It belongs to a session: PostgreSQL takes it back from a
 * process that died.
 * @returns how to give it back; harmless to call again
 * @throws AlreadyUnderWay
 */
export async function takeTurn(pool: Pool, name: string): Promise<() => Promise<void>> {
  const client = await pool.connect();
  client.on('error', ignore); // a turn that is lost is noticed by the checkpoint that somebody else moves
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
    release(!given); // a session that does not answer is closed, and the lock with it
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
