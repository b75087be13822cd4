import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Pool } from 'pg';
import { AfterQuery } from '#contracts/requests';
import { ArticleListAnswer, CommentSearchAnswer } from '#contracts/search-answers';
import { ArticleListQuery, CommentSearchQuery } from '#contracts/search-request';
import { listArticles } from '#read-models/comment-search/article-list';
import { matchRanges } from '#read-models/comment-search/match-ranges';
import { searchComments } from '#read-models/comment-search/queries';
import { InvalidCursor } from '#read-models/cursor';
import { ArticleNames } from '../articles/article-names';
import { SettingsCache } from '../commands/settings-cache';
import { fullComment } from '../comments/comment-answer';
import { Route } from '../routes/access';
import { CurrentCaller } from '../routes/current';
import { InvalidFields, parseInput } from '../http/invalid-fields';
import type { Member } from '../identity/caller';
import { queuesReached } from '../identity/reach';
import { Freshness } from '../reading/freshness';
import { ModeratorSight } from '../sight/moderator-sight';

/** How moderators find a comment, or an article, that is in no queue. */
@Controller('v1/sites/:site/moderation')
export class SearchController {
  constructor(
    private readonly pool: Pool,
    private readonly freshness: Freshness,
    private readonly settings: SettingsCache,
    private readonly sight: ModeratorSight,
    private readonly names: ArticleNames,
  ) {}

  @Get('search')
  @Route({
    access: 'moderator',
    summary: 'Comments by their words, author, article, status, rule, reason and date; newest first',
    tag: 'Moderators',
    query: CommentSearchQuery.safeExtend(AfterQuery.shape),
    answers: { 200: CommentSearchAnswer },
  })
  async search(
    @Param('site') site: string,
    @CurrentCaller() caller: Member,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const wanted = parseInput(CommentSearchQuery, query, '?');
    const { after } = parseInput(AfterQuery, query, '?');
    await this.freshness.await(after, ['comment-search', 'thread'], reply);
    const sight = await this.sight.ofList(site, caller, ['comment-search', 'thread', 'moderation-queue'], reply);
    const { items, nextCursor } = await searchComments(this.pool, { site, ...wanted, sight }).catch(refuseCursor);
    return {
      items: items.map(({ comment, article, ...rest }) => ({
        comment: fullComment(comment),
        article: this.names.forModerators(site, article),
        ...rest,
        matches: matchRanges(comment.body ?? '', wanted.q ?? ''),
      })),
      nextCursor,
    };
  }

  @Get('articles')
  @Route({
    access: 'moderator',
    summary: "The site's articles, by the words of their titles; the last commented first",
    tag: 'Moderators',
    query: ArticleListQuery.safeExtend(AfterQuery.shape),
    answers: { 200: ArticleListAnswer },
  })
  async articles(
    @Param('site') site: string,
    @CurrentCaller() caller: Member,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const wanted = parseInput(ArticleListQuery, query, '?');
    const { after } = parseInput(AfterQuery, query, '?');
    await this.freshness.await(after, ['comment-search', 'article', 'moderation-stats'], reply);
    const { closeAfterDays } = (await this.settings.policyOf(site)).state.policy;
    const question = { site, ...wanted, now: new Date(), closeAfterDays, queues: queuesReached(caller) };
    const { articles, nextCursor } = await listArticles(this.pool, question).catch(refuseCursor);
    return {
      articles: articles.map(({ articleId, url, title, readerUrl, readerTitle, closesAt, lastCommentAt, ...rest }) => ({
        ...this.names.forModerators(site, { articleId, url, title, readerUrl, readerTitle }),
        ...rest,
        closesAt: closesAt?.toISOString() ?? null,
        lastCommentAt: lastCommentAt?.toISOString() ?? null,
      })),
      nextCursor,
    };
  }
}

function refuseCursor(error: unknown): never {
  if (error instanceof InvalidCursor)
    throw new InvalidFields([{ pointer: '?cursor', detail: 'is not a cursor of this list' }]);
  throw error;
}
