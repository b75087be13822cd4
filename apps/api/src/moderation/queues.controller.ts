import { Controller } from '@nestjs/common';
import { Pool } from 'pg';
import type { QueueAnswer, QueuesAnswer } from '#contracts/moderation-answers';
import { queueItems } from '#read-models/moderation-queue/queries';
import { refuseCursor } from '../http/refuse-cursor.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';
import { ModeratorSight } from '../sight/moderator-sight.ts';
import { ItemAnswers } from './item-answers.ts';
import { Moderators } from './moderators.ts';
import { QueueOverview } from './queue-overview.ts';

/** The queues and their items. */
@Controller()
export class QueuesController {
  constructor(
    private readonly overview: QueueOverview,
    private readonly moderators: Moderators,
    private readonly items: ItemAnswers,
    private readonly sight: ModeratorSight,
    private readonly pool: Pool,
  ) {}

  @Route('GET /v1/sites/:site/moderation/queues')
  async queues(
    @Input() { params: { site }, caller }: InputOf<'GET /v1/sites/:site/moderation/queues'>,
  ): Promise<QueuesAnswer> {
    return this.overview.of(site, await this.moderators.of(site, caller));
  }

  @Route('GET /v1/sites/:site/moderation/queues/:queue')
  async queue(@Input() input: InputOf<'GET /v1/sites/:site/moderation/queues/:queue'>): Promise<QueueAnswer> {
    const { params, query, caller, reads, reply } = input;
    const sight = await this.sight.ofList(params.site, caller, reads, reply);
    const found = await queueItems(this.pool, { ...params, ...query, sight }).catch(refuseCursor);
    return { items: await this.items.ofQueue(params.site, found.items), nextCursor: found.nextCursor };
  }
}
