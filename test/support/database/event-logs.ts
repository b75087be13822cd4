import { randomBytes } from 'node:crypto';
import { EventLog, type EventLogOptions } from '#event-store/event-log';
import { Keyring } from '#event-store/keys/keyring';

export const aKeyring = (): Keyring => new Keyring(randomBytes(32));

/** Several event logs, as if each belonged to another process. They are closed together at the end. */
export class EventLogs {
  private readonly opened: EventLog[] = [];

  constructor(private readonly keyring = aKeyring()) {}

  open(connectionString: string, options: Partial<EventLogOptions> = {}): EventLog {
    const log = new EventLog({ connectionString, keyring: this.keyring, ...options });
    this.opened.push(log);
    return log;
  }

  async close(): Promise<void> {
    await Promise.all(this.opened.map((log) => log.close()));
  }
}
