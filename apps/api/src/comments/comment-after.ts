import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Pool } from 'pg';
import { type ThreadComment, commentsByIds } from '#read-models/thread/queries';
import { Afterwards } from '../commands/afterwards.ts';
import { sayStale } from '../reading/freshness.ts';

/** Comments as they read after a command. */
@Injectable()
export class CommentsAfter {
  constructor(
    private readonly pool: Pool,
    private readonly afterwards: Afterwards,
  ) {}

  /**
   * Once `thread` has reached the command. Undefined where the comment cannot be read: what was done to it is stored
   * all the same.
   */
  async of(site: string, id: string, reply: FastifyReply): Promise<ThreadComment | undefined> {
    const found = await this.afterwards.attempt('the comment', () => commentsByIds(this.pool, site, [id]));
    const comment = found?.get(id);
    if (!comment) sayStale(reply);
    return comment;
  }
}
