import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pool } from 'pg';
import { v5 } from 'uuid';
import { DecisionsAnswer, HistoryAnswer, QueueAnswer, QueuesAnswer } from '#contracts/moderation-answers';
import { DecisionsRequest, QueueParameters, QueueQuery, UndoRequest } from '#contracts/moderation-requests';
import { Refusal } from '#contracts/refusal';
import { AfterQuery } from '#contracts/requests';
import { EventLog } from '#event-store/event-log';
import { newId } from '#platform/new-id';
import { InvalidCursor } from '#read-models/cursor';
import { batchDecisions } from '#read-models/moderation-queue/past-decisions';
import { queueItems } from '#read-models/moderation-queue/queries';
import { queueSizes } from '#read-models/moderation-queue/queue-sizes';
import { recordedAndOpened } from '../commands/recorded';
import { Route } from '../http/access';
import { commandContext } from '../http/command-context';
import { CurrentCaller, CurrentId } from '../http/current';
import { InvalidFields, parseInput } from '../http/invalid-fields';
import { type ApiKeys, apiKeys } from '../http/tokens';
import type { Member } from '../identity/caller';
import { Callers } from '../identity/callers';
import { Freshness } from '../reading/freshness';
import { Decisions, type Moderator } from './decisions';
import { queueItemAnswer } from './queue-item-answer';

const batchNamespace = '1b0b8f6e-0d0c-4f5e-8a55-9c5b3d0f7a21';

/** The moderators' queue and what they decide. */
@Controller('v1/sites/:site')
export class ModerationController {
  constructor(
    private readonly decisions: Decisions,
    private readonly callers: Callers,
    private readonly freshness: Freshness,
    private readonly log: EventLog,
    private readonly pool: Pool,
    @Inject(apiKeys) private readonly keys: ApiKeys,
  ) {}

  @Get('moderation/queues')
  @Route({
    access: 'moderator',
    summary: 'How many wait in each queue, and for how long',
    tag: 'Moderators',
    query: AfterQuery,
    answers: { 200: QueuesAnswer },
  })
  async queues(@Param('site') site: string, @Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.freshness.await(parseInput(AfterQuery, query, '?').after, ['moderation-queue'], reply);
    const sizes = await queueSizes(this.pool, site);
    const now = Date.now();
    const age = (since: Date | null) => since && Math.max(0, Math.floor((now - since.getTime()) / 1000));
    const { pending, reported, escalated } = sizes;
    return {
      queues: { pending: pending.size, reported: reported.size, escalated: escalated.size },
      oldestAgeSeconds: {
        pending: age(pending.oldestWaitingSince),
        reported: age(reported.oldestWaitingSince),
        escalated: age(escalated.oldestWaitingSince),
      },
    };
  }

  @Get('moderation/queues/:queue')
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
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const named = QueueParameters.safeParse(parameters);
    if (!named.success) throw new Refusal('not-found');
    const { cursor, article, author, reason, limit } = parseInput(QueueQuery, query, '?');
    await this.freshness.await(parseInput(AfterQuery, query, '?').after, ['moderation-queue', 'thread'], reply);
    const { items, nextCursor } = await queueItems(this.pool, {
      ...{ site, queue: named.data.queue, limit },
      ...(cursor !== undefined && { cursor }),
      ...(article !== undefined && { article }),
      ...(author !== undefined && { author }),
      ...(reason !== undefined && { reason }),
    }).catch(refuseCursor);
    return { items: items.map(queueItemAnswer), nextCursor };
  }

  @Post('moderation/decisions')
  @HttpCode(200)
  @Route({
    access: 'moderator',
    summary: 'Decide 1–100 comments; each gets its own outcome',
    tag: 'Moderators',
    body: DecisionsRequest,
    answers: { 200: DecisionsAnswer },
    command: true,
  })
  async decide(
    @Param('site') site: string,
    @CurrentCaller() caller: Member,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { decisions } = parseInput(DecisionsRequest, body);
    const { moderator, context, batchId } = await this.batch(site, caller, request);
    const results = await this.decisions.decide(site, moderator, decisions, { batchId, context });
    return answerBatch(reply, batchId, results);
  }

  @Post('moderation/undo')
  @HttpCode(200)
  @Route({
    access: 'moderator',
    summary: 'Take back the decisions of a batch, or the last one on a comment, as new events',
    tag: 'Moderators',
    body: UndoRequest,
    answers: { 200: DecisionsAnswer },
    command: true,
  })
  async undo(
    @Param('site') site: string,
    @CurrentCaller() caller: Member,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { batchId: undone, commentId } = parseInput(UndoRequest, body);
    const { moderator, context, batchId } = await this.batch(site, caller, request);
    const commentIds = undone === undefined ? [String(commentId)] : await this.commentsOf(site, undone);
    const results = await this.decisions.undo(site, moderator, commentIds, {
      undone: undone ?? null,
      batchId,
      context,
    });
    return answerBatch(reply, batchId, results);
  }

  @Get('comments/:id/history')
  @Route({
    access: 'moderator',
    summary: 'Every event of the comment, oldest first',
    tag: 'Moderators',
    answers: { 200: HistoryAnswer },
  })
  async history(@Param('site') site: string, @CurrentId() commentId: string) {
    const stored = await this.log.readStream(commentId);
    const events = await recordedAndOpened(this.log, stored);
    if (events[0]?.type !== 'CommentPosted' || events[0].siteId !== site) throw new Refusal('not-found');
    return {
      commentId,
      events: events.map(({ eventId, type, version, position, at, data, personal }) => ({
        ...{ eventId, type, version, data, personal },
        position: String(position),
        at: at.toISOString(),
      })),
    };
  }

  /** A batch sent again with its key is the same batch. */
  private async batch(site: string, caller: Member, request: FastifyRequest) {
    const { id } = await this.callers.actor(site, caller);
    const context = commandContext(request, this.keys.idempotency, id);
    const { idempotency } = context;
    const batchId = idempotency ? v5(`${idempotency.scope}\n${idempotency.key}`, batchNamespace) : newId();
    const moderator: Moderator = { id, name: caller.name };
    return { moderator, context, batchId };
  }

  /** What a batch decided stands in a read model: wait until that has seen everything there is. */
  private async commentsOf(site: string, batchId: string): Promise<string[]> {
    await this.freshness.reached(await this.log.head(), ['moderation-queue']);
    const decided = await batchDecisions(this.pool, site, batchId);
    if (decided.length === 0) throw new Refusal('not-found');
    return decided.map((one) => one.commentId);
  }
}

function answerBatch(
  reply: FastifyReply,
  batchId: string,
  { results, replayed }: Awaited<ReturnType<Decisions['decide']>>,
) {
  const position = String(Math.max(0, ...results.map((one) => Number(one.position ?? 0))));
  reply.header('x-position', position);
  if (replayed) reply.header('idempotent-replayed', 'true');
  return { batchId, results, position };
}

function refuseCursor(error: unknown): never {
  if (error instanceof InvalidCursor)
    throw new InvalidFields([{ pointer: '?cursor', detail: 'is not a cursor of this list' }]);
  throw error;
}
