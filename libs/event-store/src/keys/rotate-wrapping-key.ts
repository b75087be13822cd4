import type { Pool, PoolClient } from 'pg';
import { StartupError } from '#platform/startup-error';
import { inTransaction } from '#platform/transaction';
import { rootContext } from './derivation-root.ts';
import type { Keyring } from './keyring.ts';

export interface Rotation {
  /** Number of subjects whose keys this run wrapped again. */
  readonly rewrapped: number;
  /** False: an earlier run had switched the database to the new key already. */
  readonly switched: boolean;
}

const chunk = 500;

/**
 * Wraps every subject's key with the new wrapping key, then makes the database require it. Run it while no process of
 * the service runs, because they hold the old key. If interrupted, run it again; it continues. Events are not changed.
 * @throws StartupError if the database uses neither key
 */
export async function rotateWrappingKey(pool: Pool, old: Keyring, fresh: Keyring): Promise<Rotation> {
  const current = await adoptedKey(pool);
  const underWay = `${old.id} to ${fresh.id}`;
  if (current === fresh.id) return { rewrapped: 0, switched: false };
  if (current !== old.id && current !== underWay)
    throw new StartupError(
      `ENCRYPTION_KEY_OLD: the database is sealed under the key with the fingerprint ${String(current)}, which is neither ` +
        `the old key given (${old.id}) nor the new one (${fresh.id})`,
    );
  // From here on no process starts, with either key, until the rotation is complete.
  await pool.query('update wrapping_key set key_id = $1', [underWay]);
  let rewrapped = 0;
  for (let some = 1; some > 0; rewrapped += some)
    some = await inTransaction(pool, (client) => rewrapSome(client, old, fresh));
  await inTransaction(pool, (client) => switchOver(client, old, fresh));
  return { rewrapped, switched: true };
}

async function adoptedKey(pool: Pool): Promise<string | undefined> {
  const { rows } = await pool.query<{ key_id: string }>('select key_id from wrapping_key');
  return rows[0]?.key_id;
}

async function rewrapSome(client: PoolClient, old: Keyring, fresh: Keyring): Promise<number> {
  const { rows } = await client.query<{ subject_id: string; wrapped_key: Buffer }>(
    'select subject_id, wrapped_key from subject_keys where wrapping_key_id = $1 limit $2 for update',
    [old.id, chunk],
  );
  const rewrapped = rows.map(({ subject_id: id, wrapped_key: wrapped }) => fresh.wrap(old.unwrap(wrapped, id), id));
  await client.query(
    `update subject_keys k set wrapped_key = n.wrapped_key, wrapping_key_id = $3
     from unnest($1::uuid[], $2::bytea[]) as n (subject_id, wrapped_key) where k.subject_id = n.subject_id`,
    [rows.map((row) => row.subject_id), rewrapped, fresh.id],
  );
  return rows.length;
}

/** The last step, in one transaction: from then on processes start only with the new key. */
async function switchOver(client: PoolClient, old: Keyring, fresh: Keyring): Promise<void> {
  const { rows } = await client.query<{ wrapped_key: Buffer }>('select wrapped_key from derivation_root for update');
  for (const { wrapped_key: wrapped } of rows)
    await client.query('update derivation_root set wrapped_key = $1', [
      fresh.wrap(old.unwrap(wrapped, rootContext), rootContext),
    ]);
  const { rowCount } = await client.query('select from subject_keys where wrapping_key_id = $1 limit 1', [old.id]);
  if (rowCount !== 0)
    throw new StartupError('a process of the service still uses the old key: stop all of them, then run this again');
  await client.query('update wrapping_key set key_id = $1, adopted_at = now()', [fresh.id]);
}
