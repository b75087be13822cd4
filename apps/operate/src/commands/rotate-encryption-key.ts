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
    const state = switched ? 'the database now requires the new key' : 'the database already required the new key';
    terminal.print(`wrapped ${rewrapped} keys with the new key; ${state}`);
    return 0;
  },
};

/**
 * Replaces the key that wraps every subject's key. Uses ENCRYPTION_KEY_OLD and ENCRYPTION_KEY if both are set. If
 * neither is, DATA_DIR/secrets.json gets a new key and keeps the old one until the database is switched. The service
 * must be stopped.
 * @throws StartupError if only one of the two variables is set
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
    throw new StartupError(
      'ENCRYPTION_KEY_OLD is not set: set it to the current key, and ENCRYPTION_KEY to the new one',
    );
  if (old !== undefined)
    throw new StartupError(
      'ENCRYPTION_KEY is not set: set it to the new key, and ENCRYPTION_KEY_OLD to the current one',
    );
  return ownKeys(config.DATA_DIR);
}

/**
 * Stores the new key on disk before anything is wrapped with it. An interrupted run continues with the same two keys.
 */
function ownKeys(dataDir: string): { old: Buffer; fresh: Buffer } {
  const kept = keptEncryptionKeys(dataDir);
  if (kept.next) return { old: kept.current, fresh: kept.next };
  const next = randomBytes(32);
  keepEncryptionKey(dataDir, { encryptionKey: kept.current, nextEncryptionKey: next });
  return { old: kept.current, fresh: next };
}
