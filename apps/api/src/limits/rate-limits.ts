import { Inject, Injectable, Optional } from '@nestjs/common';
import { Refusal } from '#contracts/refusal';
import type { Limited } from '#contracts/routes/route';
import { AddressHashes } from '../addresses/address-hashes.ts';
import { networkOf } from '../addresses/network-of.ts';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { type LimitRule, limitRules, rangeFactor } from './limit-rules.ts';
import { WindowCounter } from './window-counter.ts';

export interface Limitable {
  /** Absent without a token. */
  readonly author?: string | undefined;
  readonly address: string;
  readonly site: string;
  /** The weight of this request; 1 by default. */
  readonly points?: number | undefined;
}

/** Points used under a key. They are exchanged with other processes by `takeConsumed` and `addForeign`. */
export interface LimitUse {
  readonly key: string;
  readonly points: number;
}

interface Wanted {
  readonly key: string;
  readonly most: number;
}

/**
 * Rate limits by author, address, address range and site. They are decided in memory, so that no request waits for a
 * query. SharedWindows adds the counts of other processes with a delay of 1 s. Keys are hashed like addresses, so that
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
   * Counts a request unless a limit refuses it. Refused requests are not counted, so that they take no memory and use
   * up nothing of a limit shared with other clients.
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
   * Checks the limits without counting.
   * @throws Refusal `too-many-requests` with the seconds to wait
   */
  async check(what: Limited, who: Limitable): Promise<void> {
    if (this.given.rateLimits) this.refuseOver(await this.wanted(what, who));
  }

  /** Returns the points used since the last call, for the other processes. */
  takeConsumed(): LimitUse[] {
    const taken = Array.from(this.consumed, ([key, points]) => ({ key, points }));
    this.consumed = new Map();
    return taken;
  }

  /** Adds the points that other processes counted. */
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

  private async keyed(what: Limited, by: string, holder: string, most: number): Promise<Wanted> {
    const limiter = `${what} ${by}`;
    const { hash } = await this.hashes.today(`limit\n${limiter}`, holder, by === 'range' ? 48 : 64);
    return { key: `${limiter}|${hash.toString('base64url').slice(0, 22)}`, most };
  }
}

const tooMany = (retryAfterSeconds: number): Refusal =>
  new Refusal('too-many-requests', `Try again in ${retryAfterSeconds} s.`, { retryAfterSeconds });
