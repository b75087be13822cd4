import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { ReadModelName } from '#read-models/all-projections';
import { ReadModelFollower } from './read-model-follower.ts';

/** Which read models an answer is made from. */
export type FreshSources = readonly ReadModelName[];

/** What is answered lacks what it should know of. */
export const sayStale = (reply: FastifyReply): void => void reply.header('x-stale', 'true');

/** Readers of their own writes: waits for the read models to reach a position, and says so when they have not. */
@Injectable()
export class Freshness {
  constructor(private readonly follower: ReadModelFollower) {}

  async await(after: number | undefined, sources: FreshSources, reply: FastifyReply): Promise<void> {
    if (after === undefined || (await this.follower.reached(after, sources))) return;
    sayStale(reply);
  }

  reached(position: number, sources: FreshSources): Promise<boolean> {
    return this.follower.reached(position, sources);
  }
}
