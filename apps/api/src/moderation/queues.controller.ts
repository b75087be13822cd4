import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Pool } from 'pg';
import { z } from 'zod';
import { QueueAnswer, QueuesAnswer } from '#contracts/moderation-answers';
import { QueueQuery } from '#contracts/moderation-requests';
import { Refusal } from '#contracts/refusal';
import { AfterQuery } from '#contracts/requests';
import { QueueName } from '#contracts/vocabulary';
import { queueItems } from '#read-models/moderation-queue/queries';
import { Route } from '../routes/access';
import { CurrentCaller } from '../routes/current';
import { parseInput } from '../http/invalid-fields';
import { refuseCursor } from '../http/refuse-cursor';
import type { Member } from '../identity/caller';
import { Freshness } from '../reading/freshness';
import { ModeratorSight } from '../sight/moderator-sight';
import { ItemAnswers } from './item-answers';
import { Moderators } from './moderators';
import { QueueOverview } from './queue-overview';

/** What waits for a moderator. */
@Controller('v1/sites/:site/moderation/queues')
export class QueuesController {
  constructor(
    private readonly overview: QueueOverview,
    private readonly moderators: Moderators,
    private readonly items: ItemAnswers,
    private readonly freshness: Freshness,
    private readonly sight: ModeratorSight,
    private readonly pool: Pool,
  ) {}

  @Get()
  @Route({
    access: 'moderator',
    queuesNeeded: 'none',
    summary: 'How many wait in each queue, for how long, and when it was last worked',
    tag: 'Moderators',
    query: AfterQuery,
    answers: { 200: QueuesAnswer },
  })
  async queues(
    @Param('site') site: string,
    @CurrentCaller() caller: Member,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<QueuesAnswer> {
    await this.freshness.await(parseInput(AfterQuery, query, '?').after, ['moderation-queue'], reply);
    return this.overview.of(site, await this.moderators.of(site, caller));
  }

  @Get(':queue')
  @Route({
    access: 'moderator',
    summary: 'The items of a queue, oldest first',
    tag: 'Moderators',
    query: QueueQuery.extend(AfterQuery.shape),
    answers: { 200: QueueAnswer },
  })
  async queue(
    @Param('site') site: string,
    @Param() parameters: unknown,
    @CurrentCaller() caller: Member,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<QueueAnswer> {
    const named = z.object({ queue: QueueName }).safeParse(parameters);
    if (!named.success) throw new Refusal('not-found');
    const question = parseInput(QueueQuery, query, '?');
    await this.freshness.await(parseInput(AfterQuery, query, '?').after, ['moderation-queue', 'thread'], reply);
    const sight = await this.sight.ofList(site, caller, ['moderation-queue', 'thread'], reply);
    const asked = { site, queue: named.data.queue, sight, ...question };
    const found = await queueItems(this.pool, asked).catch(refuseCursor);
    return { items: await this.items.ofQueue(site, found.items), nextCursor: found.nextCursor };
  }
}
