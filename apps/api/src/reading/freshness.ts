import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { ReadModelName } from '#read-models/all-projections';
import { ReadModelFollower } from './read-model-follower.ts';

/** The read models that an answer is made from. */
export type FreshSources = readonly ReadModelName[];

/** Marks an answer that may lack the changes the client waits for. */
export const sayStale = (reply: FastifyReply): void => void reply.header('x-stale', 'true');

/** Lets clients read their own writes: waits for the read models to reach a position, or marks the answer as stale. */
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
