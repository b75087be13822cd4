import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Pool } from 'pg';
import { type ThreadComment, commentsByIds } from '#read-models/thread/queries';
import { Afterwards } from '../commands/afterwards';
import type { Executed } from '../commands/command-executor';
import { Freshness, sayStale } from '../reading/freshness';

/** Comments as they read after a command. */
@Injectable()
export class CommentsAfter {
  constructor(
    private readonly pool: Pool,
    private readonly freshness: Freshness,
    private readonly afterwards: Afterwards,
  ) {}

  /**
   * Its read model is milliseconds behind; where it is further behind, the answer says so. Undefined where the comment cannot be read: what was done to it is stored
   * all the same.
   */
  async of(
    site: string,
    id: string,
    { position }: Pick<Executed, 'position'>,
    reply: FastifyReply,
  ): Promise<ThreadComment | undefined> {
    await this.freshness.await(position, ['thread'], reply);
    const found = await this.afterwards.attempt('the comment', () => commentsByIds(this.pool, site, [id]));
    const comment = found?.get(id);
    if (!comment) sayStale(reply);
    return comment;
  }
}
