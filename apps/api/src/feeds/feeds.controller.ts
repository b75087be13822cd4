import { Controller, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pool } from 'pg';
import { getArticle, getArticles } from '#read-models/article/queries';
import { newestOfArticle, newestOfSite } from '#read-models/thread/newest-comments';
import type { ThreadComment } from '#read-models/thread/queries';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { commentOnEmbed, commentOnPage } from '../http/comment-address.ts';
import { reachedAt } from '../http/reached-at.ts';
import { refuseCursor } from '../http/refuse-cursor.ts';
import { etagOf } from '../reading/answer-cache.ts';
import { matchesEtag } from '../http/matches-etag.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route, contentTypeOf } from '../routes/route.ts';
import { Sites } from '../sites/sites.ts';
import { type Feed, atom, entryBytes, entryOf, rss } from './feed.ts';

const length = 50;

const articleAtom = 'GET /v1/sites/:site/articles/:article/feed.atom';
const articleRss = 'GET /v1/sites/:site/articles/:article/feed.rss';
const siteAtom = 'GET /v1/sites/:site/feed.atom';
const siteRss = 'GET /v1/sites/:site/feed.rss';
type OfArticle = InputOf<typeof articleAtom> | InputOf<typeof articleRss>;
type OfSite = InputOf<typeof siteAtom> | InputOf<typeof siteRss>;

/** Serves the newest comments as Atom and RSS feeds. */
@Controller()
export class FeedsController {
  constructor(
    private readonly pool: Pool,
    private readonly sites: Sites,
    @Given() private readonly given: Pick<ApiDependencies, 'publicUrl'>,
  ) {}

  @Route(articleAtom)
  async articleAtom(@Input() input: InputOf<typeof articleAtom>, @Res() reply: FastifyReply): Promise<void> {
    send(input, reply, atom(await this.ofArticle(input)));
  }

  @Route(articleRss)
  async articleRss(@Input() input: InputOf<typeof articleRss>, @Res() reply: FastifyReply): Promise<void> {
    send(input, reply, rss(await this.ofArticle(input)));
  }

  @Route(siteAtom)
  async siteAtom(@Input() input: InputOf<typeof siteAtom>, @Res() reply: FastifyReply): Promise<void> {
    send(input, reply, atom(await this.ofSite(input)));
  }

  @Route(siteRss)
  async siteRss(@Input() input: InputOf<typeof siteRss>, @Res() reply: FastifyReply): Promise<void> {
    send(input, reply, rss(await this.ofSite(input)));
  }

  private async ofArticle({ params, query: { cursor }, request }: OfArticle): Promise<Feed> {
    const { site, article } = params;
    const row = await getArticle(this.pool, site, article);
    const embed = this.embedPage(request, site, article);
    const entry = (comment: ThreadComment) => entryOf(comment, linkTo(comment, row?.url, embed));
    const weigh = (comment: ThreadComment) => entryBytes(entry(comment));
    const asked = { site, article, limit: length, cursor, weigh };
    const { comments, nextCursor } = await newestOfArticle(this.pool, asked).catch(refuseCursor);
    const entries = comments.map(entry);
    return { title: row?.title ?? article, ...this.addresses(request, nextCursor), page: row?.url ?? embed, entries };
  }

  private async ofSite({ params, query: { cursor }, request }: OfSite): Promise<Feed> {
    const { site } = params;
    // The articles' own URLs are not loaded yet. They are about as long as our page's URL, which serves as an estimate.
    const entry = (comment: ThreadComment, page?: string | null) =>
      entryOf(comment, linkTo(comment, page, this.embedPage(request, site, comment.articleId)));
    const weigh = (comment: ThreadComment) => entryBytes(entry(comment));
    const asked = { site, limit: length, cursor, weigh };
    const { comments, nextCursor } = await newestOfSite(this.pool, asked).catch(refuseCursor);
    const articles = await getArticles(this.pool, site, [...new Set(comments.map(({ articleId }) => articleId))]);
    const entries = comments.map((comment) => entry(comment, articles.get(comment.articleId)?.url));
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

/** The comment on the article's own page if its URL is known, otherwise on our thread page. */
const linkTo = ({ id }: ThreadComment, page: string | null | undefined, embed: string): string =>
  page ? commentOnPage(page, id) : commentOnEmbed(embed, id);

function send({ route, request }: OfArticle | OfSite, reply: FastifyReply, feed: string): void {
  const etag = etagOf(feed);
  reply.header('etag', etag);
  if (matchesEtag(request.headers['if-none-match'], etag)) reply.code(304).send();
  else reply.header('content-type', contentTypeOf(route)).send(feed);
}
