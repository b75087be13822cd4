import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pool } from 'pg';
import { z } from 'zod';
import { getArticle, getArticles } from '#read-models/article/queries';
import { newestOfArticle, newestOfSite } from '#read-models/thread/newest-comments';
import { type PublicUrl, publicUrl } from '../events/public-url';
import { Route, type RouteDescription } from '../http/access';
import { CurrentArticle } from '../http/current';
import { reachedAt } from '../http/reached-at';
import { finish } from '../reading/answer-cache';
import { matchesEtag } from '../reading/send-cached';
import { Sites } from '../sites/sites';
import { type Feed, atom, entryOf, rss } from './feed';

const length = 50;
const feedRoute = (summary: string): RouteDescription => ({
  access: 'public',
  summary,
  tag: 'Article pages',
  cache: 'public, max-age=60',
  limited: 'read',
  answers: { 200: z.string() },
});

/** The newest comments, for feed readers. */
@Controller('v1/sites/:site')
export class FeedsController {
  constructor(
    private readonly pool: Pool,
    private readonly sites: Sites,
    @Inject(publicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  @Get('articles/:article/feed.atom')
  @Route(feedRoute('The newest comments of an article, as Atom'))
  async articleAtom(
    @Param('site') site: string,
    @CurrentArticle() article: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    send(request, reply, 'application/atom+xml', atom(await this.ofArticle(site, article, request)));
  }

  @Get('articles/:article/feed.rss')
  @Route(feedRoute('The newest comments of an article, as RSS'))
  async articleRss(
    @Param('site') site: string,
    @CurrentArticle() article: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    send(request, reply, 'application/rss+xml', rss(await this.ofArticle(site, article, request)));
  }

  @Get('feed.atom')
  @Route(feedRoute('The newest comments of a site, as Atom'))
  async siteAtom(@Param('site') site: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    send(request, reply, 'application/atom+xml', atom(await this.ofSite(site, request)));
  }

  @Get('feed.rss')
  @Route(feedRoute('The newest comments of a site, as RSS'))
  async siteRss(@Param('site') site: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    send(request, reply, 'application/rss+xml', rss(await this.ofSite(site, request)));
  }

  private async ofArticle(site: string, article: string, request: FastifyRequest): Promise<Feed> {
    const [row, comments] = await Promise.all([
      getArticle(this.pool, site, article),
      newestOfArticle(this.pool, { site, article, limit: length }),
    ]);
    const page = row?.url ?? this.embedPage(request, site, article);
    const entries = comments.map((comment) => entryOf(comment, `${page}#comment-${comment.id}`));
    return { title: row?.title ?? article, self: this.selfOf(request), page, entries };
  }

  private async ofSite(site: string, request: FastifyRequest): Promise<Feed> {
    const comments = await newestOfSite(this.pool, { site, limit: length });
    const ids = [...new Set(comments.map(({ articleId }) => articleId))];
    const articles = await getArticles(this.pool, site, ids);
    const entries = comments.map((comment) => {
      const page = articles.get(comment.articleId)?.url ?? this.embedPage(request, site, comment.articleId);
      return entryOf(comment, `${page}#comment-${comment.id}`);
    });
    return { title: this.sites.nameOf(site), self: this.selfOf(request), page: this.base(request), entries };
  }

  private base(request: FastifyRequest): string {
    return reachedAt(request, this.publicUrl);
  }

  private selfOf(request: FastifyRequest): string {
    return this.base(request) + (request.url.split('?')[0] ?? '');
  }

  private embedPage(request: FastifyRequest, site: string, article: string): string {
    return `${this.base(request)}/v1/sites/${site}/articles/${encodeURIComponent(article)}/embed`;
  }
}

function send(request: FastifyRequest, reply: FastifyReply, type: string, feed: string): void {
  const { etag } = finish(feed);
  reply.header('etag', etag);
  if (matchesEtag(request.headers['if-none-match'], etag)) reply.code(304).send();
  else reply.header('content-type', `${type}; charset=utf-8`).send(feed);
}
