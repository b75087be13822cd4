import { randomBytes } from 'node:crypto';
import { Injectable, Optional } from '@nestjs/common';
import { Pool } from 'pg';
import { errorCode } from '#platform/error-code';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';

/** For how many days, its own among them, a pepper lives; and with it whatever was hashed under it. */
export const pepperDays = 14;

const hourMs = 3_600_000;

/**
 * A random pepper for each day (UTC), shared by all processes through the database, and destroyed after 14 days with
 * every hash that was made under it: from then on nobody, with whatever key, can tell whether an older hash was of a
 * given address.
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

  /** What is old goes at once, then every hour: also where nobody writes. */
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

  /** Those that may be used now, by day, today's among them. One query a day, and one an hour. */
  living(): Promise<ReadonlyMap<string, Buffer>> {
    return this.known?.today === this.today() ? this.known.living : this.turn();
  }

  /** Destroys what is too old, makes today's pepper where no process has, and reads those that live. */
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
    this.given.logger.warn(
      { code: errorCode(error) },
      'old address hashes were not destroyed: the next hour tries again',
    );
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
