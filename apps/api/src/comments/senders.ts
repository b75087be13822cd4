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

/** Today's pepper and yesterday's: who sent something an hour ago may have done so before midnight. */
const days = 2;

/**
 * Tells whether one and the same sent two things, without knowing who: a member by their id, a guest by their network,
 * whatever names they give themselves.
 */
@Injectable()
export class Senders {
  constructor(
    @Given() private readonly given: GivenKeys<'texts'>,
    @Inject(AddressHashes) private readonly hashes: Pick<AddressHashes, 'living'>,
  ) {}

  /** Keyed hashes, of which one alone is to be noted: the first. */
  async of(site: string, { id, kind, address }: Sender): Promise<Buffer[]> {
    if (kind === 'member')
      return [createHmac('sha256', this.given.keys.texts).update(`sender\n${site}\n${id}`).digest()];
    const living = await this.hashes.living(`sender\n${site}`, address, household);
    const newestFirst = living.toSorted((one, other) => (one.day < other.day ? 1 : -1));
    return newestFirst.slice(0, days).map(({ hash }) => hash);
  }
}
