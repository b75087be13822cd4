import { randomBytes } from 'node:crypto';
import { Injectable, Optional } from '@nestjs/common';
import { Pool } from 'pg';
import { errorCode } from '#platform/error-code';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';

/** The days for which a pepper and the hashes made with it are kept, its own day included. */
export const pepperDays = 14;

const hourMs = 3_600_000;

/**
 * A random pepper for each UTC day, shared by all processes through the database. It is deleted after 14 days together
 * with all hashes made with it. From then on an older hash cannot be matched to an address, even with the key.
 */
@Injectable()
export class Peppers {
  private known: { readonly today: string; readonly living: Promise<ReadonlyMap<string, Buffer>> } | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly pool: Pool,
    @Given() private readonly given: Pick<ApiDependencies, 'logger'>,
    @Optional() private readonly clock: () => Date = () => new Date(),
  ) {}

  /** Deletes old peppers at start and then every hour, even without new comments. */
  start(): void {
    const turn = (): void => void this.turn().catch((error: unknown) => this.warn(error));
    turn();
    this.timer = setInterval(turn, hourMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  today(): string {
    return this.clock().toISOString().slice(0, 10);
  }

  /** The peppers that may be used now, by day, including today's. Kept in memory until the next day or hour. */
  living(): Promise<ReadonlyMap<string, Buffer>> {
    return this.known?.today === this.today() ? this.known.living : this.turn();
  }

  /** Deletes old peppers, creates today's if no process has, and reads the living ones. */
  turn(): Promise<ReadonlyMap<string, Buffer>> {
    const known = { today: this.today(), living: this.load(this.today()) };
    this.known = known;
    known.living.catch(() => {
      if (this.known === known) this.known = undefined;
    });
    return known.living;
  }

  private async load(today: string): Promise<ReadonlyMap<string, Buffer>> {
    await this.pool.query(destroy, [today]);
    await this.pool.query('insert into address_peppers (day, pepper) values ($1, $2) on conflict do nothing', [
      today,
      randomBytes(32),
    ]);
    const { rows } = await this.pool.query<{ day: string; pepper: Buffer }>(living, [today]);
    return new Map(rows.map(({ day, pepper }) => [day, pepper]));
  }

  private warn(error: unknown): void {
    this.given.logger.warn({ code: errorCode(error) }, 'could not delete expired address hashes, retrying in 1 h');
  }
}

const destroy = `
  with posts as (delete from post_addresses where day <= $1::date - ${pepperDays}),
    reporters as (delete from guest_reporters where day <= $1::date - ${pepperDays}),
    banned as (delete from banned_networks where day <= $1::date - ${pepperDays} or until <= now())
  delete from address_peppers where day <= $1::date - ${pepperDays}`;

const living = `
  select to_char(day, 'YYYY-MM-DD') as day, pepper from address_peppers
  where day between $1::date - ${pepperDays - 1} and $1::date order by day`;
