import { StartupError } from '#platform/startup-error';
import type { Keyring } from './keyring.ts';

interface Queryable {
  query(text: string, values?: string[]): Promise<{ rows: { key_id: string }[] }>;
}

/** The personal data in the database is sealed under another wrapping key than the given one. */
export class OtherWrappingKey extends StartupError {}

/**
 * The first process assigns the database its wrapping key.
 * @throws OtherWrappingKey if the given key is another one
 */
export async function refuseOtherWrappingKey(database: Queryable, keyring: Keyring): Promise<void> {
  const adopted = (await adoptedKey(database)) ?? (await adopt(database, keyring.id));
  if (adopted !== keyring.id)
    throw new OtherWrappingKey(
      `ENCRYPTION_KEY: the personal data in this database is sealed under the key with the fingerprint ${adopted}, ` +
        `and the given key has ${keyring.id}: start with the key that the database was first started with`,
    );
}

async function adoptedKey(database: Queryable): Promise<string | undefined> {
  const { rows } = await database.query('select key_id from wrapping_key');
  return rows[0]?.key_id;
}

async function adopt(database: Queryable, id: string): Promise<string | undefined> {
  await database.query('insert into wrapping_key (key_id) values ($1) on conflict do nothing', [id]);
  return adoptedKey(database);
}
