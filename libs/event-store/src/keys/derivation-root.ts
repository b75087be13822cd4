import type { Pool } from 'pg';
import type { Keyring } from './keyring.ts';

/** What the root is bound to when it is wrapped; no subject has this id. */
export const rootContext = 'derivation root';

/**
 * The 32 bytes that keys of pseudonyms are derived from; they outlive the wrapping key. The first process to come makes
 * them.
 * @throws Error where they were wrapped under another key
 */
export async function openDerivationRoot(pool: Pool, keyring: Keyring): Promise<Buffer> {
  const known = await find(pool);
  if (known) return keyring.unwrap(known, rootContext);
  await pool.query('insert into derivation_root (wrapped_key) values ($1) on conflict do nothing', [
    keyring.wrap(keyring.newKey(), rootContext),
  ]);
  const made = await find(pool);
  if (!made) throw new Error('the derivation root vanished while it was made');
  return keyring.unwrap(made, rootContext);
}

async function find(pool: Pool): Promise<Buffer | undefined> {
  const { rows } = await pool.query<{ wrapped_key: Buffer }>('select wrapped_key from derivation_root');
  return rows[0]?.wrapped_key;
}
