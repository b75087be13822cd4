import { Body, Controller, Get, Param, Put, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ArticleAnswer, CountsAnswer, ThreadAnswer, UpdatedArticleAnswer } from '#contracts/answers';
import { AfterQuery, CountsQuery, ThreadQuery, UpdateArticleRequest } from '#contracts/requests';
import { type ApiDependencies, Given } from '../foundation/api-dependencies';
import { Afterwards } from '../commands/afterwards';
import { articleKey } from '../commands/append-events';
import { Route } from '../routes/access';
import { commandContext, commandHeaders } from '../commands/command-context';
import { CurrentArticle, CurrentCaller } from '../routes/current';
import { parseInput } from '../http/invalid-fields';
import type { Caller } from '../identity/caller';
import { Callers } from '../identity/callers';
import type { CachedAnswer } from '../reading/answer-cache';
import { EarlyAnswers, type Made } from '../reading/early-answers';
import { Freshness, sayStale } from '../reading/freshness';
import { sendCached } from '../reading/send-cached';
import { ArticleAnswers } from './article-answers';
import { UpdateArticleCommand } from './update-article.handler';

/** What an article page asks: its count, its thread, its state. */
@Controller('v1/sites/:site')
export class ArticlesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly answers: ArticleAnswers,
    private readonly callers: Callers,
    private readonly freshness: Freshness,
    private readonly early: EarlyAnswers,
    private readonly afterwards: Afterwards,
    @Given() private readonly given: Pick<ApiDependencies, 'keys'>,
  ) {}

  @Get('articles/:article/comments')
  @Route({
    access: 'public',
    summary: 'The thread: visible comments, replies nested',
    tag: 'Article pages',
    cache: 'public, no-cache',
    limited: 'read',
    query: ThreadQuery.extend(AfterQuery.shape),
    answers: { 200: ThreadAnswer },
  })
  async thread(
    @Param('site') site: string,
    @CurrentArticle() article: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wanted = parseInput(ThreadQuery, query, '?');
    await this.freshness.await(parseInput(AfterQuery, query, '?').after, ['thread', 'article'], reply);
    const asked = { from: [articleKey(site, article)], names: Object.keys(ThreadQuery.shape) };
    await this.send(request, reply, asked, () => this.answers.thread(site, article, wanted));
  }

  @Get('articles/:article')
  @Route({
    access: 'public',
    summary: 'The article and its comment count',
    tag: 'Article pages',
    cache: 'public, no-cache',
    limited: 'read',
    query: AfterQuery,
    answers: { 200: ArticleAnswer },
  })
  async article(
    @Param('site') site: string,
    @CurrentArticle() article: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.freshness.await(parseInput(AfterQuery, query, '?').after, ['article'], reply);
    const asked = { from: [articleKey(site, article)] };
    await this.send(request, reply, asked, () => this.answers.article(site, article));
  }

  @Get('counts')
  @Route({
    access: 'public',
    summary: 'Comment counts of up to 100 articles',
    tag: 'Article pages',
    cache: 'public, no-cache',
    limited: 'read',
    query: CountsQuery.extend(AfterQuery.shape),
    answers: { 200: CountsAnswer },
  })
  async counts(
    @Param('site') site: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { article: ids } = parseInput(CountsQuery, query, '?');
    await this.freshness.await(parseInput(AfterQuery, query, '?').after, ['article'], reply);
    const names = Object.keys(CountsQuery.shape);
    const asked = { from: ids.map((id) => articleKey(site, id)), names, lists: names };
    await this.send(request, reply, asked, () => this.answers.counts(site, ids));
  }

  @Put('articles/:article')
  @Route({
    access: 'publisher',
    summary: 'Set title, url, open, mode, closesAt',
    tag: 'Moderators',
    body: UpdateArticleRequest,
    answers: { 200: UpdatedArticleAnswer },
    command: true,
  })
  async update(
    @Param('site') site: string,
    @CurrentArticle() article: string,
    @CurrentCaller() caller: Caller,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const changes = parseInput(UpdateArticleRequest, body ?? {});
    const actor = await this.callers.actor(site, caller);
    const context = commandContext(request, this.given.keys.idempotency, actor.id);
    const command = { type: 'UpdateArticle', articleId: article, actorId: actor.id, changes } as const;
    const executed = await this.commands.execute(new UpdateArticleCommand(site, command, context));
    const position = commandHeaders(reply, executed);
    await this.freshness.await(executed.position, ['article'], reply);
    const known = await this.afterwards.attempt('the article', () => this.answers.currentArticle(site, article));
    if (!known) sayStale(reply);
    return { ...(known ?? { articleId: article }), position };
  }

  private async send(
    request: FastifyRequest,
    reply: FastifyReply,
    asked: Omit<Made, 'since'>,
    make: () => Promise<CachedAnswer>,
  ): Promise<void> {
    const since = this.early.moment();
    const answer = await make();
    this.early.keep(request, answer, { since, ...asked });
    sendCached(request, reply, answer);
  }
}
