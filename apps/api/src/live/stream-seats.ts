import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '#contracts/refusal';
import { networkOf } from '../addresses/network-of.ts';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';

/** Enough for an office whose readers have the same article open. A browser opens at most six to one host. */
export const streamsPerNetwork = 20;
/** The limit for an IPv6 /48, which may belong to one customer; see limit-rules. */
export const streamsPerRange = 10 * streamsPerNetwork;
/** Desk windows of one moderator. */
export const streamsPerPerson = 20;

/** Sent with a refusal as the time to wait. */
const retryAfterSeconds = 30;

/** A key under which streams are counted together, and the most that it may have. */
export interface Seat {
  readonly key: string;
  readonly most: number;
}

/** Limits the open streams of this process per network and per moderator, so that one client cannot use all of them. */
@Injectable()
export class StreamSeats {
  private readonly taken = new Map<string, number>();

  constructor(@Given() private readonly given: Pick<ApiDependencies, 'rateLimits'>) {}

  /**
   * Takes seats. Returns a function that gives them back; calling it again has no effect.
   * @throws Refusal `too-many-requests`
   */
  take(seats: readonly Seat[]): () => void {
    const counted = this.given.rateLimits ? seats : [];
    if (counted.some(({ key, most }) => (this.taken.get(key) ?? 0) >= most))
      throw new Refusal('too-many-requests', 'Too many live streams are open.', { retryAfterSeconds });
    for (const { key } of counted) this.taken.set(key, (this.taken.get(key) ?? 0) + 1);
    let held = counted;
    return () => {
      for (const { key } of held) this.release(key);
      held = [];
    };
  }

  /** The number of networks and moderators with an open stream. */
  get size(): number {
    return this.taken.size;
  }

  private release(key: string): void {
    const left = (this.taken.get(key) ?? 0) - 1;
    if (left > 0) this.taken.set(key, left);
    else this.taken.delete(key);
  }
}

/** A reader's seats, by network. The network is in memory only while it has connections. */
export function networkSeats({ ip }: Pick<FastifyRequest, 'ip'>): Seat[] {
  const [network, range] = [networkOf(ip), networkOf(ip, 48)];
  const seat = { key: `network ${network}`, most: streamsPerNetwork };
  return range === network ? [seat] : [seat, { key: `range ${range}`, most: streamsPerRange }];
}

/** A moderator's seat, by person, because a newsroom shares one address. */
export const personSeats = (site: string, moderatorId: string): Seat[] => [
  { key: `person ${site} ${moderatorId}`, most: streamsPerPerson },
];
