import { Controller, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CountsQuery, ThreadQuery } from '#contracts/requests';
import { Afterwards } from '../commands/afterwards.ts';
import { articleKey } from '../commands/append-events.ts';
import { Callers } from '../identity/callers.ts';
import type { CachedAnswer } from '../reading/answer-cache.ts';
import { EarlyAnswers, type Made } from '../reading/early-answers.ts';
import { FormerIds } from '../reading/former-ids.ts';
import { sayStale } from '../reading/freshness.ts';
import { sendCached } from '../reading/send-cached.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';
import { ArticleAnswers } from './article-answers.ts';
import { UpdateArticleCommand } from './update-article.handler.ts';

const namesOfThread = Object.keys(ThreadQuery.shape);
const namesOfCounts = Object.keys(CountsQuery.shape);

/** Serves an article's thread, state and count, and lets publishers change its settings. */
@Controller()
export class ArticlesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly answers: ArticleAnswers,
    private readonly callers: Callers,
    private readonly early: EarlyAnswers,
    private readonly afterwards: Afterwards,
    private readonly formerIds: FormerIds,
  ) {}

  @Route('GET /v1/sites/:site/articles/:article/comments')
  async thread(
    @Input() { params, query, request }: InputOf<'GET /v1/sites/:site/articles/:article/comments'>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { site, article } = params;
    const asked = { from: [articleKey(site, article)], names: namesOfThread };
    await this.send(request, reply, asked, () => this.answers.thread(site, article, query));
  }

  @Route('GET /v1/sites/:site/articles/:article')
  async article(
    @Input() { params, request }: InputOf<'GET /v1/sites/:site/articles/:article'>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { site, article } = params;
    const asked = { from: [articleKey(site, article)] };
    await this.send(request, reply, asked, () => this.answers.article(site, article));
  }

  @Route('GET /v1/sites/:site/counts')
  async counts(
    @Input() { params, query, request }: InputOf<'GET /v1/sites/:site/counts'>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { site } = params;
    const ids = await this.formerIds.all(site, query.article);
    const names = new Map(query.article.map((name, index) => [name, ids[index] ?? name]));
    const from = ids.map((id) => articleKey(site, id));
    const asked = { from, names: namesOfCounts, lists: namesOfCounts };
    await this.send(request, reply, asked, () => this.answers.counts(site, names));
  }

  @Route('PUT /v1/sites/:site/articles/:article')
  async update(@Input() input: InputOf<'PUT /v1/sites/:site/articles/:article'>) {
    const { params, body: changes, caller, command, reply } = input;
    const { site, article } = params;
    const actor = await this.callers.actor(site, caller);
    const context = command.context(actor.id);
    const update = { type: 'UpdateArticle', articleId: article, actorId: actor.id, changes } as const;
    const executed = await this.commands.execute(new UpdateArticleCommand(site, update, context));
    const position = await command.done(executed);
    const known = await this.afterwards.attempt('reading the changed article', () =>
      this.answers.currentArticle(site, article),
    );
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
