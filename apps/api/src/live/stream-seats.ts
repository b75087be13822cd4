import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '#contracts/refusal';
import { networkOf } from '../addresses/network-of.ts';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';

/** As many readers of one network as an office has at one article's time; a browser holds six at most to one host. */
export const streamsPerNetwork = 20;
/** Of a whole /48 of IPv6, which may be one customer's; see limit-rules. */
export const streamsPerRange = 10 * streamsPerNetwork;
/** Windows that one moderator has the desk open in. */
export const streamsPerPerson = 20;

/** A refused page asks again after half a minute. */
const retryAfterSeconds = 30;

/** Whose streams are counted together, and how many they may have. */
export interface Seat {
  readonly whose: string;
  readonly most: number;
}

/** Counts the streams that this process holds open, so that nobody takes those of all others. */
@Injectable()
export class StreamSeats {
  private readonly taken = new Map<string, number>();

  constructor(@Given() private readonly given: Pick<ApiDependencies, 'rateLimits'>) {}

  /**
   * Answers how to give the seats back; doing so again changes nothing.
   * @throws Refusal `too-many-requests`
   */
  take(seats: readonly Seat[]): () => void {
    const counted = this.given.rateLimits ? seats : [];
    if (counted.some(({ whose, most }) => (this.taken.get(whose) ?? 0) >= most))
      throw new Refusal('too-many-requests', 'Too many live streams are open.', { retryAfterSeconds });
    for (const { whose } of counted) this.taken.set(whose, (this.taken.get(whose) ?? 0) + 1);
    let held = counted;
    return () => {
      for (const { whose } of held) this.giveBack(whose);
      held = [];
    };
  }

  /** How many networks and persons have a stream open. */
  get size(): number {
    return this.taken.size;
  }

  private giveBack(whose: string): void {
    const left = (this.taken.get(whose) ?? 0) - 1;
    if (left > 0) this.taken.set(whose, left);
    else this.taken.delete(whose);
  }
}

/** A reader's: by network. Its name is in memory no longer than its connections are. */
export function networkSeats({ ip }: Pick<FastifyRequest, 'ip'>): Seat[] {
  const [network, range] = [networkOf(ip), networkOf(ip, 48)];
  const seat = { whose: `network ${network}`, most: streamsPerNetwork };
  return range === network ? [seat] : [seat, { whose: `range ${range}`, most: streamsPerRange }];
}

/** A moderator's: a newsroom shares one address. */
export const personSeats = (site: string, moderatorId: string): Seat[] => [
  { whose: `person ${site} ${moderatorId}`, most: streamsPerPerson },
];
