import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Given, type GivenKeys } from '../foundation/api-dependencies.ts';
import { networkOf, type Ipv6Prefix } from './network-of.ts';
import { Peppers } from './peppers.ts';

/** A hash, and the day whose pepper it was made under. */
export interface DatedHash {
  readonly day: string;
  readonly hash: Buffer;
}

/**
 * The only thing that is ever made of an address: HMAC-SHA-256 under a key that the database does not hold and a pepper
 * that nobody holds for more than 14 days. What it is for is hashed along, so that hashes for one purpose say nothing
 * for another.
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
    if (!pepper) throw new Error('there is no pepper for today');
    return { day, hash: this.hash(pepper, purpose, networkOf(address, prefix)) };
  }

  /** Under the pepper of each living day: whatever was seen on any of them is found again. */
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
