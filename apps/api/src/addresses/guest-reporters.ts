import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { newId } from '#platform/new-id';
import { AddressHashes, type DatedHash } from './address-hashes.ts';
import { household } from './post-addresses.ts';

/**
 * Gives the networks of readers without a member's token a reporter id: an IPv4 address, or an IPv6 /56. Everything
 * else in a request is easy to change. A network keeps its id for 14 days. The id is random, so that the log reveals
 * nothing about an address.
 */
@Injectable()
export class GuestReporters {
  constructor(
    private readonly pool: Pool,
    @Inject(AddressHashes) private readonly hashes: Pick<AddressHashes, 'living' | 'today'>,
  ) {}

  async idOf(site: string, address: string): Promise<string> {
    const purpose = `report\n${site}`;
    const living = await this.hashes.living(purpose, address, household);
    const known = await this.find(living);
    if (known !== undefined) return known;
    const { day, hash } = await this.hashes.today(purpose, address, household);
    await this.pool.query(
      'insert into guest_reporters (day, hash, reporter_id) values ($1, $2, $3) on conflict do nothing',
      [day, hash, newId()],
    );
    const made = await this.find([{ day, hash }]);
    if (made === undefined) throw new Error('a guest reporter was deleted right after it was created');
    return made;
  }

  private async find(hashes: readonly DatedHash[]): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ reporter_id: string }>({
      name: 'guest-reporter',
      text: `
        select reporter_id from guest_reporters join unnest($1::date[], $2::bytea[]) as seen (day, hash) using (day, hash)
        order by day desc limit 1`,
      values: [hashes.map(({ day }) => day), hashes.map(({ hash }) => hash)],
    });
    return rows[0]?.reporter_id;
  }
}
