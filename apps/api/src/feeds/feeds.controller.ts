import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pool } from 'pg';
import { z } from 'zod';
import { getArticle, getArticles } from '#read-models/article/queries';
import { newestOfArticle, newestOfSite } from '#read-models/thread/newest-comments';
import type { ThreadComment } from '#read-models/thread/queries';
import { type ApiDependencies, Given } from '../foundation/api-dependencies';
import { Route, type RouteDescription } from '../routes/access';
import { CurrentArticle } from '../routes/current';
import { parseInput } from '../http/invalid-fields';
import { reachedAt } from '../http/reached-at';
import { refuseCursor } from '../http/refuse-cursor';
import { etagOf } from '../reading/answer-cache';
import { matchesEtag } from '../http/matches-etag';
import { Sites } from '../sites/sites';
import { type Feed, atom, entryBytes, entryOf, rss } from './feed';

const length = 50;
/** Where an older page of the feed begins, as the one before it says in its `next` link. */
const FeedQuery = z.object({ cursor: z.string().max(200).optional() });
const feedRoute = (summary: string): RouteDescription => ({
  access: 'public',
  summary,
  tag: 'Article pages',
  query: FeedQuery,
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
    @Given() private readonly given: Pick<ApiDependencies, 'publicUrl'>,
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
    const { cursor } = parseInput(FeedQuery, request.query, '?');
    const row = await getArticle(this.pool, site, article);
    const page = row?.url ?? this.embedPage(request, site, article);
    const entry = (comment: ThreadComment) => entryOf(comment, `${page}#comment-${comment.id}`);
    const weigh = (comment: ThreadComment) => entryBytes(entry(comment));
    const asked = { site, article, limit: length, cursor, weigh };
    const { comments, nextCursor } = await newestOfArticle(this.pool, asked).catch(refuseCursor);
    const entries = comments.map(entry);
    return { title: row?.title ?? article, ...this.addresses(request, nextCursor), page, entries };
  }

  private async ofSite(site: string, request: FastifyRequest): Promise<Feed> {
    const { cursor } = parseInput(FeedQuery, request.query, '?');
    // Articles' own addresses are not known yet: one is hardly longer than that of the page here.
    const here = (comment: ThreadComment) =>
      `${this.embedPage(request, site, comment.articleId)}#comment-${comment.id}`;
    const weigh = (comment: ThreadComment) => entryBytes(entryOf(comment, here(comment)));
    const asked = { site, limit: length, cursor, weigh };
    const { comments, nextCursor } = await newestOfSite(this.pool, asked).catch(refuseCursor);
    const articles = await getArticles(this.pool, site, [...new Set(comments.map(({ articleId }) => articleId))]);
    const entries = comments.map((comment) => {
      const page = articles.get(comment.articleId)?.url;
      return entryOf(comment, page ? `${page}#comment-${comment.id}` : here(comment));
    });
    const title = this.sites.nameOf(site);
    return { title, ...this.addresses(request, nextCursor), page: this.base(request), entries };
  }

  private addresses(request: FastifyRequest, nextCursor: string | null): Pick<Feed, 'self' | 'next'> {
    const self = this.base(request) + (request.url.split('?')[0] ?? '');
    return { self, next: nextCursor === null ? null : `${self}?cursor=${nextCursor}` };
  }

  private base(request: FastifyRequest): string {
    return reachedAt(request, this.given.publicUrl);
  }

  private embedPage(request: FastifyRequest, site: string, article: string): string {
    return `${this.base(request)}/v1/sites/${site}/articles/${encodeURIComponent(article)}/embed`;
  }
}

function send(request: FastifyRequest, reply: FastifyReply, type: string, feed: string): void {
  const etag = etagOf(feed);
  reply.header('etag', etag);
  if (matchesEtag(request.headers['if-none-match'], etag)) reply.code(304).send();
  else reply.header('content-type', `${type}; charset=utf-8`).send(feed);
}
