import type { Foundation } from '#platform/foundation';
import { EventLog } from './event-log.ts';
import { Keyring } from './keys/keyring.ts';

/**
 * Opens the event log of a role.
 * @throws StartupError if the database was sealed under another key, or if a restore is not finished
 */
export async function openEventLog(
  { databaseUrl, secrets }: Pick<Foundation, 'databaseUrl' | 'secrets'>,
  options: { readonly isRestoring?: boolean } = {},
): Promise<EventLog> {
  const log = new EventLog({ connectionString: databaseUrl, keyring: new Keyring(secrets.encryptionKey) });
  try {
    await log.start(options);
  } catch (error) {
    await log.close();
    throw error;
  }
  return log;
}
