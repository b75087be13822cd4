import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pool } from 'pg';
import { ConversationAnswer, ItemAnswer, NotedAnswer } from '#contracts/moderation-answers';
import { NoteRequest } from '#contracts/moderation-requests';
import { Refusal } from '#contracts/refusal';
import { AfterQuery } from '#contracts/requests';
import { surroundingsOf } from '#read-models/thread/surroundings';
import { type ApiDependencies, Given } from '../foundation/api-dependencies';
import { ChangeComment } from '../comments/change-comment.handler';
import { seenComment } from '../comments/comment-answer';
import { Route } from '../routes/access';
import { commandContext, commandHeaders } from '../commands/command-context';
import { CurrentCaller, CurrentId } from '../routes/current';
import { parseInput } from '../http/invalid-fields';
import type { Member } from '../identity/caller';
import { Freshness } from '../reading/freshness';
import { ModeratorSight } from '../sight/moderator-sight';
import { ItemAnswers } from './item-answers';
import { Moderators } from './moderators';

/** One comment as moderators see it, what stands around it, and what they note about it. */
@Controller('v1/sites/:site/moderation/items/:id')
export class ItemsController {
  constructor(
    private readonly items: ItemAnswers,
    private readonly sight: ModeratorSight,
    private readonly moderators: Moderators,
    private readonly commands: CommandBus,
    private readonly freshness: Freshness,
    private readonly pool: Pool,
    @Given() private readonly given: Pick<ApiDependencies, 'keys'>,
  ) {}

  @Get()
  @Route({
    access: 'moderator',
    summary: 'Any comment as an item, whether it waits or not',
    tag: 'Moderators',
    query: AfterQuery,
    answers: { 200: ItemAnswer },
  })
  async item(
    @Param('site') site: string,
    @CurrentId() commentId: string,
    @CurrentCaller() caller: Member,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ItemAnswer> {
    await this.freshness.await(parseInput(AfterQuery, query, '?').after, ['moderation-queue', 'thread'], reply);
    const sight = await this.sight.ofList(site, caller, ['moderation-queue', 'thread'], reply);
    const item = await this.items.one(site, commentId, sight);
    if (!item) throw new Refusal('not-found');
    await this.sight.refuseOthers(site, caller, [commentId]);
    return item;
  }

  @Get('conversation')
  @Route({
    access: 'moderator',
    summary: 'What a comment answers, what stands beside it and what answers it, hidden comments too',
    tag: 'Moderators',
    answers: { 200: ConversationAnswer },
  })
  async conversation(
    @Param('site') site: string,
    @CurrentId() commentId: string,
    @CurrentCaller() caller: Member,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConversationAnswer> {
    const sight = await this.sight.ofList(site, caller, ['moderation-queue', 'thread'], reply);
    const found = await surroundingsOf(this.pool, { site, id: commentId, sight });
    if (!found) throw new Refusal('not-found');
    await this.sight.refuseOthers(site, caller, [commentId]);
    return {
      ancestors: found.ancestors.map(seenComment),
      before: found.before.map(seenComment),
      after: found.after.map(seenComment),
      replies: found.replies.map(seenComment),
    };
  }

  @Post('notes')
  @HttpCode(200)
  @Route({
    access: 'moderator',
    summary: 'Leave a note for colleagues without deciding; it stands in the history',
    tag: 'Moderators',
    body: NoteRequest,
    answers: { 200: NotedAnswer },
    command: true,
  })
  async note(
    @Param('site') site: string,
    @CurrentId() commentId: string,
    @CurrentCaller() caller: Member,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { note } = parseInput(NoteRequest, body);
    const { sight, ...moderator } = await this.moderators.of(site, caller);
    const context = commandContext(request, this.given.keys.idempotency, moderator.id);
    const asked = { type: 'NoteComment', moderator, note, sight } as const;
    const executed = await this.commands.execute(new ChangeComment(site, commentId, asked, context));
    return { position: commandHeaders(reply, executed) };
  }
}
