import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '#contracts/refusal';
import type { AddressHashes } from '../addresses/address-hashes';
import { type Limited, limitRules, windowSeconds } from './limit-rules';

export interface Limitable {
  /** Absent for somebody without a token. */
  readonly author?: string | undefined;
  readonly address: string;
  readonly site: string;
  /** How often this one counts; once unless given. */
  readonly points?: number | undefined;
}

/** What is consumed is reported to the other processes; what they consumed comes back as `addForeign`. */
export interface Consumption {
  readonly key: string;
  readonly points: number;
}

/**
 * Limits by author, address and site, decided in memory: no query stands between a reader and their comment. SharedWindows makes many processes
 * count as one, a second late. Who and where is hashed as addresses are, so not even memory holds an address.
 */
export class RateLimits {
  private readonly limiters = new Map<string, RateLimiterMemory>();
  private consumed = new Map<string, number>();

  constructor(
    private readonly hashes: Pick<AddressHashes, 'today'>,
    private readonly isOn: boolean,
  ) {
    for (const [what, rule] of Object.entries(limitRules)) {
      for (const [by, points] of Object.entries(rule)) {
        this.limiters.set(`${what} ${by}`, new RateLimiterMemory({ points, duration: windowSeconds }));
      }
    }
  }

  /** @throws Refusal `too-many-requests` with the seconds to wait */
  async consume(what: Limited, { author, address, site, points = 1 }: Limitable): Promise<void> {
    if (!this.isOn) return;
    const wanted = [
      ...(author === undefined ? [] : [[`${what} perAuthor`, `${site}\n${author}`] as const]),
      [`${what} perAddress`, address] as const,
      [`${what} perSite`, site] as const,
    ];
    const limited = wanted.filter(([limiter]) => this.limiters.has(limiter));
    for (const [limiter, whose] of limited) await this.consumeOne(limiter, await this.keyed(limiter, whose), points);
  }

  /** What was let through since the last time, for the other processes. */
  takeConsumed(): Consumption[] {
    const taken = Array.from(this.consumed, ([key, points]) => ({ key, points }));
    this.consumed = new Map();
    return taken;
  }

  /** Counts what other processes let through. */
  async addForeign({ key, points }: Consumption): Promise<void> {
    const [limiter = '', whose = ''] = key.split('|');
    await this.limiters.get(limiter)?.penalty(whose, points);
  }

  private async consumeOne(limiter: string, whose: string, points: number): Promise<void> {
    try {
      await this.limiters.get(limiter)?.consume(whose, points);
      const key = `${limiter}|${whose}`;
      this.consumed.set(key, (this.consumed.get(key) ?? 0) + points);
    } catch (rejection) {
      if (!(rejection instanceof RateLimiterRes)) throw rejection;
      const retryAfterSeconds = Math.max(1, Math.ceil(rejection.msBeforeNext / 1000));
      throw new Refusal('too-many-requests', `Try again in ${retryAfterSeconds} s.`, { retryAfterSeconds });
    }
  }

  private async keyed(limiter: string, whose: string): Promise<string> {
    const { hash } = await this.hashes.today(`limit\n${limiter}`, whose);
    return hash.toString('base64url').slice(0, 22);
  }
}
