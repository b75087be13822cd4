import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Pool } from 'pg';
import { type ThreadComment, commentsByIds } from '#read-models/thread/queries';
import { Afterwards } from '../commands/afterwards.ts';
import { sayStale } from '../reading/freshness.ts';

/** Reads comments as they are after a command. */
@Injectable()
export class CommentsAfter {
  constructor(
    private readonly pool: Pool,
    private readonly afterwards: Afterwards,
  ) {}

  /**
   * Reads the comment after the read model `thread` has reached the command. If the comment cannot be read, returns
   * undefined and marks the reply as stale. The command is stored in either case.
   */
  async of(site: string, id: string, reply: FastifyReply): Promise<ThreadComment | undefined> {
    const found = await this.afterwards.attempt('reading the changed comment', () =>
      commentsByIds(this.pool, site, [id]),
    );
    const comment = found?.get(id);
    if (!comment) sayStale(reply);
    return comment;
  }
}
