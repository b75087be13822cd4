import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AddressHashes } from '../addresses/address-hashes.ts';
import { household } from '../addresses/post-addresses.ts';
import { Given, type GivenKeys } from '../foundation/api-dependencies.ts';

export interface Sender {
  readonly id: string;
  readonly kind: 'member' | 'guest';
  readonly address: string;
}

/** Today's pepper and yesterday's: a text sent an hour ago may be from before midnight. */
const days = 2;

/**
 * Makes keyed hashes that show if two texts have the same sender, without storing who it is. A member is identified by
 * id, a guest by network, so that another entered name makes no difference.
 */
@Injectable()
export class Senders {
  constructor(
    @Given() private readonly given: GivenKeys<'texts'>,
    @Inject(AddressHashes) private readonly hashes: Pick<AddressHashes, 'living'>,
  ) {}

  /** Returns keyed hashes, newest first. Only the first is to be recorded; the others serve to find older rows. */
  async of(site: string, { id, kind, address }: Sender): Promise<Buffer[]> {
    if (kind === 'member')
      return [createHmac('sha256', this.given.keys.texts).update(`sender\n${site}\n${id}`).digest()];
    const living = await this.hashes.living(`sender\n${site}`, address, household);
    const newestFirst = living.toSorted((one, other) => (one.day < other.day ? 1 : -1));
    return newestFirst.slice(0, days).map(({ hash }) => hash);
  }
}
