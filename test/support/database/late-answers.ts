import type { Pool, PoolClient } from 'pg';

/** Delays the answers of a database for as long as a spec likes, so that their content is outdated on arrival. */
export class LateAnswers {
  /** Number of answers that are delayed now. */
  waiting = 0;
  private letGo: (() => void) | undefined;
  private gate: Promise<void> | undefined;

  constructor(pool: Pool) {
    pool.on('connect', (client) => this.delay(client));
  }

  hold(): void {
    this.gate ??= new Promise((letGo) => (this.letGo = letGo));
  }

  release(): void {
    this.letGo?.();
    this.gate = undefined;
  }

  private delay(client: PoolClient): void {
    const query = client.query.bind(client) as (...given: unknown[]) => Promise<unknown>;
    Object.assign(client, {
      query: async (...given: unknown[]) => {
        const answer = await query(...given);
        this.waiting += 1;
        await this.gate;
        this.waiting -= 1;
        return answer;
      },
    });
  }
}
