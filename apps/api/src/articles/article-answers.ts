import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { z } from 'zod';
import type { ArticleAnswer, ThreadAnswer } from '#contracts/answers';
import type { Policy } from '#contracts/policy';
import type { ThreadQuery } from '#contracts/requests';
import { routes } from '#contracts/routes';
import { closingTime } from '#domain/article';
import { batched } from '#platform/batched';
import { type ArticleRow, getArticle, getArticles } from '#read-models/article/queries';
import { type Budget, type ThreadComment, repliesPage, threadPage } from '#read-models/thread/queries';
import { articleKey } from '../commands/append-events.ts';
import { ArticleNames } from './article-names.ts';
import { SettingsCache } from '../commands/settings-cache.ts';
import { publicComment } from '../comments/comment-answer.ts';
import { refuseCursor } from '../http/refuse-cursor.ts';
import { AnswerCache, type CachedAnswer, type KnownCount, bodyOf, finish } from '../reading/answer-cache.ts';
import { ReadModelFollower } from '../reading/read-model-follower.ts';

type Article = z.infer<typeof ArticleAnswer>;
type ArticleCount = Pick<ArticleRow, 'commentCount' | 'position'>;
type Query = z.infer<typeof ThreadQuery>;

/** The read models of a thread and its live stream. */
export const liveSources = routes['GET /v1/sites/:site/articles/:article/comments'].reads;
const repliesPerThread = 20;
/** A returning page shows its cached thread while it revalidates. `live` then sends the changes since that thread. */
const shownWhileRevalidating = 'public, max-age=0, stale-while-revalidate=30';

/** Builds public answers about articles with one indexed query, or from the cache while the article does not change. */
@Injectable()
export class ArticleAnswers {
  constructor(
    private readonly pool: Pool,
    private readonly settings: SettingsCache,
    private readonly cache: AnswerCache,
    private readonly follower: ReadModelFollower,
    private readonly names: ArticleNames,
  ) {}

  thread(site: string, articleId: string, query: Query): Promise<CachedAnswer> {
    const { sort, limit, cursor, depth } = query;
    const question = `thread ${JSON.stringify([sort, limit, depth, cursor])}`;
    return this.cache.get(articleKey(site, articleId), question, async () => {
      const answer = await this.currentThread(site, articleId, query);
      const body = bodyOf(JSON.stringify(answer));
      return { body, ...untilClosing(answer.article), cacheControl: shownWhileRevalidating };
    });
  }

  /** Caches an answer that is built from a thread until the article changes. */
  madeFromThread(
    site: string,
    articleId: string,
    name: string,
    make: () => Promise<Omit<CachedAnswer, 'etag'>>,
  ): Promise<CachedAnswer> {
    return this.cache.get(articleKey(site, articleId), name, make);
  }

  article(site: string, articleId: string): Promise<CachedAnswer> {
    return this.cache.get(articleKey(site, articleId), 'article', async () => {
      const row = await getArticle(this.pool, site, articleId);
      const answer = await this.toAnswer(site, articleId, row);
      return { body: JSON.stringify(answer), ...untilClosing(answer) };
    });
  }

  /** Reads the article without the cache, for use right after a change. */
  async currentArticle(site: string, articleId: string): Promise<Article> {
    return this.toAnswer(site, articleId, await getArticle(this.pool, site, articleId));
  }

  /**
   * Caches each count separately, so that a listing page costs a query only for the articles that changed.
   * @param names article ids by the names under which the client asks for them
   */
  async counts(site: string, names: ReadonlyMap<string, string>): Promise<CachedAnswer> {
    const load = batched<string, ArticleCount>((all) => getArticles(this.pool, site, all));
    const found = await Promise.all(
      Array.from(names, async ([name, id]) => {
        const [count, position] = await this.cache.count(articleKey(site, id), async (): Promise<KnownCount> => {
          const row = await load(id);
          return [row?.commentCount ?? 0, row?.position ?? 0];
        });
        return { name, count, position };
      }),
    );
    const position = String(Math.max(0, ...found.map((one) => one.position)));
    return finish({ counts: Object.fromEntries(found.map(({ name, count }) => [name, count])), position });
  }

  /** Reads a thread without the cache. If the byte budget ends a page early, its cursors lead to the rest. */
  async currentThread(site: string, articleId: string, query: Query, budget?: Budget): Promise<ThreadAnswer> {
    // Read before the page: everything up to this place is in the page, and `live` sends what comes after it.
    const seen = this.follower.place(liveSources);
    const { article, comments, nextCursor } = await this.page(site, articleId, query, budget);
    const answer = await this.toAnswer(site, articleId, article);
    return {
      article: answer,
      count: answer.commentCount,
      comments: comments.map(publicComment),
      nextCursor,
      position: String(Math.min(article?.position ?? 0, seen.position)),
      revision: seen.revision,
    };
  }

  /** A cursor leads to more threads or to more replies of one thread, which its first letter shows. */
  private async page(
    site: string,
    articleId: string,
    { cursor, depth, sort, limit }: Query,
    budget: Budget | undefined,
  ): Promise<{ article: ArticleRow | null; comments: readonly ThreadComment[]; nextCursor: string | null }> {
    try {
      if (cursor?.startsWith('r')) {
        const { replies, nextCursor } = await repliesPage(this.pool, {
          site,
          article: articleId,
          cursor,
          limit,
          ...(budget && { budget }),
        });
        return { article: await getArticle(this.pool, site, articleId), comments: replies, nextCursor };
      }
      const { article, roots, nextCursor } = await threadPage(this.pool, {
        site,
        article: articleId,
        sort,
        limit,
        repliesPerThread,
        ...(budget && { budget }),
        ...(cursor !== undefined && { cursor }),
        ...(depth !== undefined && { depth }),
      });
      return { article, comments: roots, nextCursor };
    } catch (error) {
      return refuseCursor(error);
    }
  }

  private async toAnswer(site: string, articleId: string, row: ArticleRow | null): Promise<Article> {
    const { policy } = (await this.settings.policyOf(site)).state;
    const { guestsAllowed, maxLength, editWindowSeconds } = policy;
    const closesAt = row?.closesAt ?? (await this.closingByAge(site, articleId, row, policy));
    return {
      articleId,
      ...this.names.forReaders(site, row ?? noNames),
      commentCount: row?.commentCount ?? 0,
      open: (row?.open ?? true) && (closesAt === null || new Date() < closesAt),
      mode: row?.mode ?? policy.mode,
      closesAt: closesAt?.toISOString() ?? null,
      rules: { guestsAllowed, maxLength, editWindowSeconds },
    };
  }

  /**
   * The date since which an article is known is only in its stream. It is read only if the policy closes articles by
   * age, and does not change.
   */
  private async closingByAge(
    site: string,
    articleId: string,
    row: ArticleRow | null,
    policy: Policy,
  ): Promise<Date | null> {
    if (policy.closeAfterDays === 0 || row === null || row.keptOpen) return null;
    const { article } = await this.settings.current(site, articleId, null, false);
    const { since } = article.since ? article : (await this.settings.current(site, articleId, null, true)).article;
    return closingTime({ closesAt: null, keptOpen: row.keptOpen, since }, policy);
  }
}

const noNames = { url: null, title: null, readerUrl: null, readerTitle: null };

/** Limits the cache time of an open article to its closing time. */
export const untilClosing = ({ closesAt }: Article): { ttlMs?: number } => {
  const left = closesAt ? new Date(closesAt).getTime() - Date.now() : 0;
  return left > 0 ? { ttlMs: left } : {};
};
