import type { Pool } from 'pg';
import type { Keyring } from './keyring.ts';

/** The context that binds the root when it is wrapped. No subject has this id. */
export const rootContext = 'derivation root';

/**
 * Returns the 32 bytes from which the keys for pseudonyms are derived. They survive a change of the wrapping key. The
 * first process creates them.
 * @throws Error if they were wrapped under another key
 */
export async function openDerivationRoot(pool: Pool, keyring: Keyring): Promise<Buffer> {
  const known = await find(pool);
  if (known) return keyring.unwrap(known, rootContext);
  await pool.query('insert into derivation_root (wrapped_key) values ($1) on conflict do nothing', [
    keyring.wrap(keyring.newKey(), rootContext),
  ]);
  const made = await find(pool);
  if (!made) throw new Error('the derivation root was deleted while this process created it');
  return keyring.unwrap(made, rootContext);
}

async function find(pool: Pool): Promise<Buffer | undefined> {
  const { rows } = await pool.query<{ wrapped_key: Buffer }>('select wrapped_key from derivation_root');
  return rows[0]?.wrapped_key;
}
