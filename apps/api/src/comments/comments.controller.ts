import { Body, Controller, Delete, Get, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pool } from 'pg';
import { ChangedAnswer, PermalinkAnswer, PostedAnswer } from '#contracts/answers';
import { isVisible } from '#contracts/comment-life/visible';
import { Refusal } from '#contracts/refusal';
import { AfterQuery, EditCommentRequest, PostCommentRequest } from '#contracts/requests';
import { type ThreadComment, commentWithAncestors } from '#read-models/thread/queries';
import { type ApiDependencies, Given } from '../foundation/api-dependencies';
import { guestProof } from '../commands/idempotency';
import { PostAddresses } from '../addresses/post-addresses';
import { Route } from '../routes/access';
import { commandContext, commandHeaders } from '../commands/command-context';
import { CurrentArticle, CurrentCaller, CurrentId } from '../routes/current';
import { InvalidFields, parseInput } from '../http/invalid-fields';
import { type Caller, hasRole } from '../identity/caller';
import { Callers } from '../identity/callers';
import { Freshness, sayStale } from '../reading/freshness';
import { ModeratorSight } from '../sight/moderator-sight';
import type { AskedEdit, AskedWithdrawal } from './asked-of-comment';
import { ChangeComment } from './change-comment.handler';
import { CommentsAfter } from './comment-after';
import { fullComment, publicComment } from './comment-answer';
import { PostCommentCommand } from './post-comment.handler';
import { PostedAnswers } from './posted-answer';

/** What authors do with their own comments, and one comment for a permalink. */
@Controller('v1/sites/:site')
export class CommentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly callers: Callers,
    private readonly answers: PostedAnswers,
    private readonly freshness: Freshness,
    private readonly pool: Pool,
    private readonly addresses: PostAddresses,
    private readonly sight: ModeratorSight,
    private readonly after: CommentsAfter,
    @Given() private readonly given: Pick<ApiDependencies, 'keys'>,
  ) {}

  @Post('articles/:article/comments')
  @Route({
    access: 'public',
    summary: 'Post a comment or a reply',
    limited: 'post',
    tag: 'Article pages',
    body: PostCommentRequest,
    answers: { 201: PostedAnswer },
    command: true,
  })
  async post(
    @Param('site') site: string,
    @CurrentArticle() article: string,
    @CurrentCaller() caller: Caller,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wanted = parseInput(PostCommentRequest, body);
    if (caller.kind !== 'member' && !wanted.author) {
      throw new InvalidFields([{ pointer: '/author', detail: 'is needed without a token' }]);
    }
    const writer = await this.callers.writer(site, caller, wanted.author);
    const scope = writer.isNew ? `anonymous:${site}:${JSON.stringify(wanted.author)}` : writer.id;
    // Sent again after a reload, the same text comes with another form; and who does not know the secret asks the same.
    const same = { ...(body as object), form: undefined, guestSecret: undefined };
    const context = {
      ...commandContext(request, this.given.keys.idempotency, scope, same),
      proof: guestProof(this.given.keys.idempotency, wanted.guestSecret),
      address: request.ip,
    };
    const posted = await this.commands.execute(new PostCommentCommand(site, article, writer, wanted, context));
    if (posted.executed.kind === 'appended')
      this.addresses.noteBehind(site, { commentId: posted.commentId, authorId: writer.id }, request.ip);
    commandHeaders(reply, posted.executed);
    reply.code(201).header('location', `/v1/sites/${site}/comments/${posted.commentId}`);
    const answer = await this.answers.of(site, posted);
    if (!answer.comment) sayStale(reply);
    reply.send(answer);
  }

  @Get('comments/:id')
  @Route({
    access: 'public',
    summary: 'One comment with its ancestors, for a permalink',
    limited: 'read',
    tag: 'Article pages',
    query: AfterQuery,
    answers: { 200: PermalinkAnswer },
  })
  async one(
    @Param('site') site: string,
    @CurrentId() id: string,
    @CurrentCaller() caller: Caller,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.freshness.await(parseInput(AfterQuery, query, '?').after, ['thread'], reply);
    const found = await commentWithAncestors(this.pool, site, id);
    if (!found) throw new Refusal('not-found');
    const { comment, ancestors } = found;
    if (!isVisible(comment.status) && !(await this.maySeeHidden(site, caller, comment))) throw new Refusal('not-found');
    return { comment: fullComment(comment), ancestors: ancestors.map(publicComment) };
  }

  @Patch('comments/:id')
  @Route({
    access: 'reader',
    summary: 'Edit your own comment inside the edit window',
    limited: 'edit',
    tag: 'Article pages',
    body: EditCommentRequest,
    answers: { 200: ChangedAnswer },
    command: true,
  })
  async edit(
    @Param('site') site: string,
    @CurrentId() id: string,
    @CurrentCaller() caller: Caller,
    @Body() input: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { body } = parseInput(EditCommentRequest, input);
    const badge = hasRole(caller, 'moderator', 'admin') ? 'staff' : null;
    const executed = await this.change(site, id, caller, request, (by) => ({
      type: 'EditComment',
      ...by,
      body,
      badge,
    }));
    const position = commandHeaders(reply, executed);
    const comment = await this.after.of(site, id, executed, reply);
    return { ...(comment && { comment: fullComment(comment) }), position };
  }

  @Delete('comments/:id')
  @Route({
    access: 'reader',
    summary: 'Withdraw your own comment',
    limited: 'edit',
    tag: 'Article pages',
    answers: { 200: ChangedAnswer },
    command: true,
  })
  async withdraw(
    @Param('site') site: string,
    @CurrentId() id: string,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const executed = await this.change(site, id, caller, request, (by) => ({ type: 'WithdrawComment', ...by }));
    const position = commandHeaders(reply, executed);
    const comment = await this.after.of(site, id, executed, reply);
    return { ...(comment && { comment: publicComment(comment) }), position };
  }

  private async change(
    site: string,
    id: string,
    caller: Caller,
    request: FastifyRequest,
    asked: (by: Pick<AskedWithdrawal, 'authorId' | 'authorKind'>) => AskedEdit | AskedWithdrawal,
  ) {
    const actor = await this.callers.actor(site, caller);
    const context = commandContext(request, this.given.keys.idempotency, actor.id);
    const by = { authorId: actor.id, authorKind: actor.kind };
    return this.commands.execute(new ChangeComment(site, id, asked(by), context));
  }

  private async maySeeHidden(site: string, caller: Caller, comment: ThreadComment): Promise<boolean> {
    if (hasRole(caller, 'moderator', 'admin') && (await this.sight.sees(site, caller, comment.id))) return true;
    if (caller.kind === 'anonymous' || comment.status === 'erased') return false;
    return (await this.callers.actor(site, caller)).id === comment.authorId;
  }
}
