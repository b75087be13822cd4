import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pool } from 'pg';
import { v5 } from 'uuid';
import { DecisionsAnswer, PastDecisionsAnswer } from '#contracts/moderation-answers';
import { DecisionsRequest, PastDecisionsQuery, UndoRequest } from '#contracts/moderation-requests';
import { Refusal } from '#contracts/refusal';
import { AfterQuery } from '#contracts/requests';
import { EventLog } from '#event-store/event-log';
import { newId } from '#platform/new-id';
import { batchDecisions } from '#read-models/moderation-queue/past-decisions';
import { type ApiDependencies, Given } from '../foundation/api-dependencies';
import { Route } from '../routes/access';
import { commandContext } from '../commands/command-context';
import { CurrentCaller } from '../routes/current';
import { parseInput } from '../http/invalid-fields';
import { refuseCursor } from '../http/refuse-cursor';
import type { Member } from '../identity/caller';
import { refuseFewerQueues } from '../identity/reach';
import { Freshness, sayStale } from '../reading/freshness';
import { ModeratorSight } from '../sight/moderator-sight';
import { type BatchResult, Decisions, isUnread } from './decisions';
import { Moderators } from './moderators';
import { PastDecisions } from './past-decisions';

const batchNamespace = '1b0b8f6e-0d0c-4f5e-8a55-9c5b3d0f7a21';

/** What moderators decide, take back, and decided before. */
@Controller('v1/sites/:site/moderation')
export class DecisionsController {
  constructor(
    private readonly decisions: Decisions,
    private readonly pastDecisions: PastDecisions,
    private readonly moderators: Moderators,
    private readonly sight: ModeratorSight,
    private readonly freshness: Freshness,
    private readonly log: EventLog,
    private readonly pool: Pool,
    @Given() private readonly given: Pick<ApiDependencies, 'keys'>,
  ) {}

  @Post('decisions')
  @HttpCode(200)
  @Route({
    access: 'moderator',
    summary: 'Decide 1–100 comments; each gets its own outcome, and nobody holds it any more',
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

  @Post('undo')
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

  @Get('decisions')
  @Route({
    access: 'moderator',
    queuesNeeded: 'none',
    summary: 'What a moderator decided, newest first',
    tag: 'Moderators',
    query: PastDecisionsQuery.extend(AfterQuery.shape),
    answers: { 200: PastDecisionsAnswer },
  })
  async past(
    @Param('site') site: string,
    @CurrentCaller() caller: Member,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PastDecisionsAnswer> {
    const { moderator, limit, cursor } = parseInput(PastDecisionsQuery, query, '?');
    await this.freshness.await(parseInput(AfterQuery, query, '?').after, ['moderation-queue', 'thread'], reply);
    const { id: own } = await this.moderators.of(site, caller);
    const id = moderator === 'me' ? own : moderator;
    // A colleague's decisions quote comments of every queue.
    if (id !== own) refuseFewerQueues(caller, 'every');
    const sight = await this.sight.ofList(site, caller, ['moderation-queue', 'thread'], reply);
    return this.pastDecisions.by({ site, moderator: id, limit, cursor, sight }).catch(refuseCursor);
  }

  /** A batch sent again with its key is the same batch. */
  private async batch(site: string, caller: Member, request: FastifyRequest) {
    const moderator = await this.moderators.of(site, caller);
    const context = commandContext(request, this.given.keys.idempotency, moderator.id);
    const { idempotency } = context;
    const batchId = idempotency ? v5(`${idempotency.scope}\n${idempotency.key}`, batchNamespace) : newId();
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

function answerBatch(reply: FastifyReply, batchId: string, { results, replayed }: BatchResult) {
  const position = String(Math.max(0, ...results.map((one) => Number(one.position ?? 0))));
  reply.header('x-position', position);
  if (results.some(isUnread)) sayStale(reply);
  if (replayed) reply.header('idempotent-replayed', 'true');
  return { batchId, results, position };
}
