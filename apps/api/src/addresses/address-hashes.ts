import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Given, type GivenKeys } from '../foundation/api-dependencies.ts';
import { networkOf, type Ipv6Prefix } from './network-of.ts';
import { Peppers } from './peppers.ts';

/** A hash, and the day of the pepper that it was made with. */
export interface DatedHash {
  readonly day: string;
  readonly hash: Buffer;
}

/**
 * Hashes addresses, which are stored in no other form: HMAC-SHA-256 with a key that is not in the database and a pepper
 * that is destroyed after 14 days. The purpose is part of the hash, so that hashes of different purposes cannot be
 * compared.
 */
@Injectable()
export class AddressHashes {
  private readonly keys = new WeakMap<Buffer, Buffer>();

  constructor(
    @Given() private readonly given: GivenKeys<'addresses'>,
    @Inject(Peppers) private readonly peppers: Pick<Peppers, 'living' | 'today'>,
  ) {}

  async today(purpose: string, address: string, prefix?: Ipv6Prefix): Promise<DatedHash> {
    const day = this.peppers.today();
    const pepper = (await this.peppers.living()).get(day);
    if (!pepper) throw new Error(`no pepper for ${day}`);
    return { day, hash: this.hash(pepper, purpose, networkOf(address, prefix)) };
  }

  /** The hashes with the peppers of all living days, to find rows of any of these days. */
  async living(purpose: string, address: string, prefix?: Ipv6Prefix): Promise<DatedHash[]> {
    const network = networkOf(address, prefix);
    return Array.from(await this.peppers.living(), ([day, pepper]) => ({
      day,
      hash: this.hash(pepper, purpose, network),
    }));
  }

  private hash(pepper: Buffer, purpose: string, network: string): Buffer {
    let key = this.keys.get(pepper);
    if (!key) {
      key = createHmac('sha256', this.given.keys.addresses).update(pepper).digest();
      this.keys.set(pepper, key);
    }
    return createHmac('sha256', key).update(`${purpose}\n${network}`).digest();
  }
}
