import { Client } from 'pg';
import { CannotDo } from '#platform/cannot-do';
import { pause } from '#platform/pause';
import { pinSession } from '#platform/session-settings';

/** The application name of a restore's sessions. Other processes use other names. */
export const restoreName = 'colloquy restore';
const lock = 4_206_015;
/** Milliseconds: the sessions of a killed process take a moment to end, and its lease some seconds. */
const patienceMs = { session: 3_000, lease: 10_000 };

/** A database that only this restore uses. */
export class AtRest {
  private constructor(readonly client: Client) {}

  /** @throws CannotDo while another restore is running, or the service is */
  static async take(databaseUrl: string): Promise<AtRest> {
    const client = new Client({ connectionString: databaseUrl, application_name: restoreName, keepAlive: true });
    client.on('error', () => undefined); // the next statement fails
    await client.connect();
    await pinSession(client);
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [lock]);
    if (rows[0]?.mine !== true) {
      await client.end();
      throw new CannotDo('another restore of this database is running: wait for it to end');
    }
    return new AtRest(client);
  }

  /** @throws CannotDo with the names of the running sessions */
  async confirm(): Promise<void> {
    const started = performance.now();
    for (;;) {
      const { sessions, leader } = await this.otherUsers();
      if (sessions.length === 0 && leader === undefined) return;
      const limit = sessions.length > 0 ? patienceMs.session : patienceMs.lease;
      if (performance.now() - started >= limit)
        throw new CannotDo(
          `the service is running on this database (${sessions.join(', ') || leader}): stop every process first`,
        );
      await pause(250, undefined);
    }
  }

  close(): Promise<void> {
    return this.client.end();
  }

  private async otherUsers(): Promise<{ sessions: string[]; leader: string | undefined }> {
    const { rows: sessions } = await this.client.query<{ name: string; address: string | null; count: string }>(
      `select application_name as name, host(client_addr) as address, count(*) from pg_stat_activity
       where datname = current_database() and application_name like 'colloquy %' and application_name <> $1
       group by 1, 2 order by 1, 2`,
      [restoreName],
    );
    const { rows: leases } = await this.client.query<{ holder: string }>(
      `select holder from relay_lease where expires_at > now()`,
    );
    return {
      sessions: sessions.map(({ name, address, count }) => `${count} × ${name} from ${address ?? 'this machine'}`),
      leader: leases[0] && `the relay ${leases[0].holder} is the leader`,
    };
  }
}
