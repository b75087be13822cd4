import { Controller } from '@nestjs/common';
import { Pool } from 'pg';
import { daysOn, startOfDay } from '#contracts/zone-time';
import { mapInTurns } from '#platform/in-turns';
import { listArticles } from '#read-models/comment-search/article-list';
import { matchRanges } from '#read-models/comment-search/match-ranges';
import { searchComments } from '#read-models/comment-search/queries';
import { ArticleNames } from '../articles/article-names.ts';
import { SettingsCache } from '../commands/settings-cache.ts';
import { fullComment } from '../comments/comment-answer.ts';
import { refuseCursor } from '../http/refuse-cursor.ts';
import { queuesReached } from '../identity/reach.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';
import { Sites } from '../sites/sites.ts';
import { ModeratorSight } from '../sight/moderator-sight.ts';

/** Lets moderators search all comments and articles, including those in no queue. */
@Controller()
export class SearchController {
  constructor(
    private readonly pool: Pool,
    private readonly settings: SettingsCache,
    private readonly sight: ModeratorSight,
    private readonly names: ArticleNames,
    private readonly sites: Sites,
  ) {}

  @Route('GET /v1/sites/:site/moderation/search')
  async search(@Input() { params, query, caller, reads, reply }: InputOf<'GET /v1/sites/:site/moderation/search'>) {
    const { site } = params;
    const sight = await this.sight.ofList(site, caller, reads, reply);
    const { from, to, timeZone = this.sites.answer(site).timeZone, ...filters } = query;
    const days = {
      from: from === undefined ? undefined : new Date(startOfDay(from, timeZone)),
      to: to === undefined ? undefined : new Date(startOfDay(daysOn(to, 1), timeZone)),
    };
    const question = { site, ...filters, ...days, sight };
    const { items, nextCursor } = await searchComments(this.pool, question).catch(refuseCursor);
    return {
      // A text of 10,000 look-alikes takes 50 ms to read, and a page may have fifty of them.
      items: await mapInTurns(items, ({ comment, article, ...rest }) => ({
        comment: fullComment(comment),
        article: this.names.forModerators(site, article),
        ...rest,
        matches: matchRanges(comment.body ?? '', query.q ?? ''),
      })),
      timeZone,
      nextCursor,
    };
  }

  @Route('GET /v1/sites/:site/moderation/articles')
  async articles(@Input() { params, query, caller }: InputOf<'GET /v1/sites/:site/moderation/articles'>) {
    const { site } = params;
    const { closeAfterDays, mode } = (await this.settings.policyOf(site)).state.policy;
    const question = { site, ...query, now: new Date(), closeAfterDays, queues: queuesReached(caller) };
    const { articles, nextCursor } = await listArticles(this.pool, question).catch(refuseCursor);
    return {
      articles: articles.map(({ articleId, url, title, readerUrl, readerTitle, closesAt, lastCommentAt, ...rest }) => ({
        ...this.names.forModerators(site, { articleId, url, title, readerUrl, readerTitle }),
        ...rest,
        modeInForce: rest.mode ?? mode,
        closesAt: closesAt?.toISOString() ?? null,
        lastCommentAt: lastCommentAt?.toISOString() ?? null,
      })),
      nextCursor,
    };
  }
}
