import { Inject, Injectable, Optional } from '@nestjs/common';
import { Refusal } from '#contracts/refusal';
import type { Limited } from '#contracts/routes/route';
import { AddressHashes } from '../addresses/address-hashes.ts';
import { networkOf } from '../addresses/network-of.ts';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { type LimitRule, limitRules, rangeFactor } from './limit-rules.ts';
import { WindowCounter } from './window-counter.ts';

export interface Limitable {
  /** Absent for somebody without a token. */
  readonly author?: string | undefined;
  readonly address: string;
  readonly site: string;
  /** How often this one counts; once unless given. */
  readonly points?: number | undefined;
}

/** What is consumed is reported to the other processes; what they consumed comes back as `addForeign`. */
export interface LimitUse {
  readonly key: string;
  readonly points: number;
}

interface Wanted {
  readonly key: string;
  readonly most: number;
}

/**
 * Limits by author, address, range of addresses and site, decided in memory: no query stands between a reader and their
 * comment. SharedWindows makes many processes count as one, a second late. Who and where is hashed as addresses are, so
 * not even memory holds an address.
 */
@Injectable()
export class RateLimits {
  private consumed = new Map<string, number>();

  constructor(
    @Inject(AddressHashes) private readonly hashes: Pick<AddressHashes, 'today'>,
    @Given() private readonly given: Pick<ApiDependencies, 'rateLimits'>,
    @Optional() private readonly counter = new WindowCounter(),
  ) {}

  /**
   * Counts where nothing refuses, so that whoever is refused fills no memory, and uses up nothing of what they share
   * with others.
   * @throws Refusal `too-many-requests` with the seconds to wait
   */
  async consume(what: Limited, who: Limitable): Promise<void> {
    if (!this.given.rateLimits) return;
    const { perProcess }: LimitRule = limitRules[what];
    const { points = 1 } = who;
    const wanted = await this.wanted(what, who);
    this.refuseOver(wanted);
    for (const { key } of wanted) {
      this.counter.add(key, points);
      if (!perProcess) this.consumed.set(key, (this.consumed.get(key) ?? 0) + points);
    }
  }

  /**
   * Looks, and counts nothing.
   * @throws Refusal `too-many-requests` with the seconds to wait
   */
  async check(what: Limited, who: Limitable): Promise<void> {
    if (this.given.rateLimits) this.refuseOver(await this.wanted(what, who));
  }

  /** What was let through since the last time, for the other processes. */
  takeConsumed(): LimitUse[] {
    const taken = Array.from(this.consumed, ([key, points]) => ({ key, points }));
    this.consumed = new Map();
    return taken;
  }

  /** Counts what other processes let through. */
  addForeign({ key, points }: LimitUse): void {
    this.counter.add(key, points);
  }

  private refuseOver(wanted: readonly Wanted[]): void {
    const wait = Math.max(...wanted.map(({ key, most }) => this.counter.wait(key, most)));
    if (wait > 0) throw tooMany(Math.ceil(wait / 1000));
  }

  private async wanted(what: Limited, { author, address, site }: Limitable): Promise<Wanted[]> {
    const { perAuthor, perAddress, perSite }: LimitRule = limitRules[what];
    const isInRange = networkOf(address) !== networkOf(address, 48);
    const keys = [
      author !== undefined && perAuthor !== undefined && this.keyed(what, 'author', `${site}\n${author}`, perAuthor),
      this.keyed(what, 'address', address, perAddress),
      isInRange && this.keyed(what, 'range', address, rangeFactor * perAddress),
      perSite !== undefined && this.keyed(what, 'site', site, perSite),
    ];
    return Promise.all(keys.filter((key) => key !== false));
  }

  private async keyed(what: Limited, by: string, whose: string, most: number): Promise<Wanted> {
    const limiter = `${what} ${by}`;
    const { hash } = await this.hashes.today(`limit\n${limiter}`, whose, by === 'range' ? 48 : 64);
    return { key: `${limiter}|${hash.toString('base64url').slice(0, 22)}`, most };
  }
}

const tooMany = (retryAfterSeconds: number): Refusal =>
  new Refusal('too-many-requests', `Try again in ${retryAfterSeconds} s.`, { retryAfterSeconds });
