import { Body, Controller, Delete, HttpCode, Param, Post, Put, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AcceptedAnswer, LikesAnswer } from '#contracts/answers';
import { FlagCommentRequest } from '#contracts/requests';
import { type ApiDependencies, Given } from '../foundation/api-dependencies';
import { Route } from '../routes/access';
import { commandContext, commandHeaders } from '../commands/command-context';
import { CurrentCaller, CurrentId } from '../routes/current';
import { parseInput } from '../http/invalid-fields';
import type { Caller } from '../identity/caller';
import { Callers } from '../identity/callers';
import { ChangeComment } from './change-comment.handler';
import { CommentsAfter } from './comment-after';
import { LikeComment } from './like-comment.handler';

/** What readers do about others' comments. */
@Controller('v1/sites/:site')
export class ReactionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly callers: Callers,
    private readonly after: CommentsAfter,
    @Given() private readonly given: Pick<ApiDependencies, 'keys'>,
  ) {}

  @Post('comments/:id/flags')
  @HttpCode(202)
  @Route({
    access: 'public',
    summary: 'Report a comment',
    limited: 'flag',
    tag: 'Article pages',
    body: FlagCommentRequest,
    answers: { 202: AcceptedAnswer },
    command: true,
  })
  async flag(
    @Param('site') site: string,
    @CurrentId() id: string,
    @CurrentCaller() caller: Caller,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { reason, note } = parseInput(FlagCommentRequest, body);
    const { id: reporterId, kind: reporterKind, authorId } = await this.callers.reporter(site, caller, request.ip);
    const context = commandContext(request, this.given.keys.idempotency, reporterId);
    const report = { type: 'FlagComment', reporterId, reporterKind, reason, note, authorId } as const;
    const executed = await this.commands.execute(new ChangeComment(site, id, report, context));
    return { position: commandHeaders(reply, executed) };
  }

  @Put('comments/:id/like')
  @Route({
    access: 'member',
    summary: 'Like',
    limited: 'like',
    tag: 'Article pages',
    answers: { 200: LikesAnswer },
    command: true,
  })
  like(
    @Param('site') site: string,
    @CurrentId() id: string,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.setLike(true, { site, id, caller, request, reply });
  }

  @Delete('comments/:id/like')
  @Route({
    access: 'member',
    summary: 'Unlike',
    limited: 'like',
    tag: 'Article pages',
    answers: { 200: LikesAnswer },
    command: true,
  })
  unlike(
    @Param('site') site: string,
    @CurrentId() id: string,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.setLike(false, { site, id, caller, request, reply });
  }

  private async setLike(liked: boolean, { site, id, caller, request, reply }: Liking) {
    const reader = await this.callers.actor(site, caller);
    const { idempotency } = commandContext(request, this.given.keys.idempotency, reader.id);
    const asked = { type: 'SetLike', commentId: id, readerId: reader.id, liked } as const;
    const executed = await this.commands.execute(new LikeComment(site, asked, idempotency));
    const position = commandHeaders(reply, executed);
    const comment = await this.after.of(site, id, executed, reply);
    return { ...(comment && { likes: comment.likes }), position };
  }
}

interface Liking {
  readonly site: string;
  readonly id: string;
  readonly caller: Caller;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}
