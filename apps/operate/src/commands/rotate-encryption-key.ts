import { randomBytes } from 'node:crypto';
import { Keyring } from '#event-store/keys/keyring';
import { type Rotation, rotateWrappingKey } from '#event-store/keys/rotate-wrapping-key';
import type { Config } from '#platform/config';
import { openRestingDatabase } from '#platform/database';
import { openFoundation } from '#platform/foundation';
import { whileOpen } from '#platform/opened';
import { keepEncryptionKey, keptEncryptionKeys } from '#platform/secrets';
import { StartupError } from '#platform/startup-error';
import type { OperatorCommand } from '../line/command.ts';

export const rotateKey: OperatorCommand = {
  name: 'rotate-encryption-key',
  summary: 'Replace the key that wraps the keys of personal data, while the service is stopped',
  run: async ({ config, terminal }) => {
    const { rewrapped, switched } = await rotateEncryptionKey(config);
    const state = switched
      ? 'the database asks for the new key from now on'
      : 'the database was under the new key already';
    terminal.print(`${rewrapped} keys wrapped anew; ${state}`);
    return 0;
  },
};

/**
 * Replaces the key that wraps every subject's key. With ENCRYPTION_KEY_OLD set, from that to ENCRYPTION_KEY; else
 * DATA_DIR/secrets.json holds the key, gets a new one, and keeps the old one beside it until the database is switched.
 * Stop the service first.
 * @throws StartupError when only one of the two variables is set
 */
export async function rotateEncryptionKey(given: Config): Promise<Rotation> {
  const { old, fresh } = keysOf(given);
  const config = { ...given, ENCRYPTION_KEY: fresh.toString('base64') };
  return whileOpen(async (opened) => {
    const database = await openRestingDatabase(config);
    opened.add(() => database.close());
    const { pool } = await openFoundation(config, database.url, 'rotate-encryption-key');
    opened.add(() => pool.end());
    const rotation = await rotateWrappingKey(pool, new Keyring(old), new Keyring(fresh));
    if (given.ENCRYPTION_KEY === undefined) keepEncryptionKey(config.DATA_DIR, { encryptionKey: fresh });
    return rotation;
  });
}

function keysOf(config: Config): { old: Buffer; fresh: Buffer } {
  const { ENCRYPTION_KEY: fresh, ENCRYPTION_KEY_OLD: old } = config;
  if (fresh !== undefined && old !== undefined)
    return { old: Buffer.from(old, 'base64'), fresh: Buffer.from(fresh, 'base64') };
  if (fresh !== undefined)
    throw new StartupError('ENCRYPTION_KEY_OLD: expected the key in use now; ENCRYPTION_KEY is the new one');
  if (old !== undefined)
    throw new StartupError('ENCRYPTION_KEY: expected the new key; ENCRYPTION_KEY_OLD is the one in use now');
  return ownKeys(config.DATA_DIR);
}

/** The new key is on disk before anything is wrapped under it; a run that was interrupted goes on with the same two. */
function ownKeys(dataDir: string): { old: Buffer; fresh: Buffer } {
  const kept = keptEncryptionKeys(dataDir);
  if (kept.next) return { old: kept.current, fresh: kept.next };
  const next = randomBytes(32);
  keepEncryptionKey(dataDir, { encryptionKey: kept.current, nextEncryptionKey: next });
  return { old: kept.current, fresh: next };
}
