import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { z } from 'zod';
import type { ArticleAnswer } from '#contracts/answers';
import type { Policy } from '#contracts/policy';
import type { ThreadQuery } from '#contracts/requests';
import { closingTime } from '#domain/article';
import { type ArticleRow, getArticle, getArticles } from '#read-models/article/queries';
import { InvalidCursor } from '#read-models/cursor';
import { type ThreadComment, repliesPage, threadPage } from '#read-models/thread/queries';
import { articleKey } from '../commands/append-events';
import { ArticleNames } from './article-names';
import { SettingsCache } from '../commands/settings';
import { publicComment } from '../comments/comment-answer';
import { InvalidFields } from '../http/invalid-fields';
import { AnswerCache, type CachedAnswer, finish } from '../reading/answer-cache';
import { ReadModelFollower } from '../reading/read-model-follower';

type Article = z.infer<typeof ArticleAnswer>;
type ArticleCount = Pick<ArticleRow, 'commentCount' | 'position'>;

const repliesPerThread = 20;
/** A page that comes back shows the thread it has while it asks again; `live` then tells it what is new since that very thread. */
const shownWhileAskedAgain = 'public, max-age=0, stale-while-revalidate=30';

/** Public answers about articles: made from one indexed query, and from none while the article does not change. */
@Injectable()
export class ArticleAnswers {
  constructor(
    private readonly pool: Pool,
    private readonly settings: SettingsCache,
    private readonly cache: AnswerCache,
    private readonly follower: ReadModelFollower,
    private readonly names: ArticleNames,
  ) {}

  thread(site: string, articleId: string, query: z.infer<typeof ThreadQuery>): Promise<CachedAnswer> {
    const { sort, limit, cursor = '', depth = '' } = query;
    return this.cache.get(articleKey(site, articleId), `thread ${sort} ${limit} ${depth} ${cursor}`, () =>
      this.loadThread(site, articleId, query),
    );
  }

  article(site: string, articleId: string): Promise<CachedAnswer> {
    return this.cache.get(articleKey(site, articleId), 'article', async () => {
      const row = await getArticle(this.pool, site, articleId);
      const answer = await this.toAnswer(site, articleId, row);
      return { answer, ...untilClosing(answer) };
    });
  }

  /** Uncached: straight after a change. */
  async currentArticle(site: string, articleId: string): Promise<Article> {
    return this.toAnswer(site, articleId, await getArticle(this.pool, site, articleId));
  }

  /** Each count is remembered by itself, so a listing page's mix of articles costs a query only for those that changed. */
  async counts(site: string, ids: readonly string[]): Promise<CachedAnswer> {
    const wanted = [...new Set(ids)];
    const batch: Batch<ArticleCount> = new Batch((all) => getArticles(this.pool, site, all));
    const found = await Promise.all(
      wanted.map(async (id) => {
        const { body } = await this.cache.get(articleKey(site, id), 'count', async () => {
          const row = (await batch.load(id)).get(id);
          return { answer: [row?.commentCount ?? 0, row?.position ?? 0] };
        });
        const [count, position] = JSON.parse(body) as [number, number];
        return { id, count, position };
      }),
    );
    const position = String(Math.max(0, ...found.map((one) => one.position)));
    return finish({ counts: Object.fromEntries(found.map(({ id, count }) => [id, count])), position });
  }

  private async loadThread(site: string, articleId: string, query: z.infer<typeof ThreadQuery>) {
    // Looked up first: what the thread had seen by then is in the page, and `live` tells what came after.
    const seen = this.follower.position(['thread', 'article']);
    const { article, comments, nextCursor } = await this.page(site, articleId, query);
    const answer = await this.toAnswer(site, articleId, article);
    return {
      answer: {
        article: answer,
        count: answer.commentCount,
        comments: comments.map(publicComment),
        nextCursor,
        position: String(Math.min(article?.position ?? 0, seen)),
      },
      ...untilClosing(answer),
      cacheControl: shownWhileAskedAgain,
    };
  }

  /** A cursor is either for more threads or for more replies of one thread; the cursor itself says which. */
  private async page(
    site: string,
    articleId: string,
    { cursor, depth, sort, limit }: z.infer<typeof ThreadQuery>,
  ): Promise<{ article: ArticleRow | null; comments: readonly ThreadComment[]; nextCursor: string | null }> {
    try {
      if (cursor?.startsWith('r')) {
        const { replies, nextCursor } = await repliesPage(this.pool, { site, article: articleId, cursor, limit });
        return { article: await getArticle(this.pool, site, articleId), comments: replies, nextCursor };
      }
      const { article, roots, nextCursor } = await threadPage(this.pool, {
        ...{ site, article: articleId, sort, limit, repliesPerThread },
        ...(cursor !== undefined && { cursor }),
        ...(depth !== undefined && { depth }),
      });
      return { article, comments: roots, nextCursor };
    } catch (error) {
      if (error instanceof InvalidCursor)
        throw new InvalidFields([{ pointer: '?cursor', detail: 'is not a cursor of this list' }]);
      throw error;
    }
  }

  private async toAnswer(site: string, articleId: string, row: ArticleRow | null): Promise<Article> {
    const { policy } = (await this.settings.policyOf(site)).state;
    const { guestsAllowed, maxLength, editWindowSeconds } = policy;
    const closesAt = row?.closesAt ?? (await this.closingByAge(site, articleId, row, policy));
    return {
      articleId,
      ...this.names.forReaders(site, row ?? nothingSaid),
      commentCount: row?.commentCount ?? 0,
      open: (row?.open ?? true) && (closesAt === null || new Date() < closesAt),
      mode: row?.mode ?? policy.mode,
      closesAt: closesAt?.toISOString() ?? null,
      rules: { guestsAllowed, maxLength, editWindowSeconds },
    };
  }

  /** Since when an article is known stands in its stream alone; it is read only where a policy asks for it, and never changes. */
  private async closingByAge(
    site: string,
    articleId: string,
    row: ArticleRow | null,
    policy: Policy,
  ): Promise<Date | null> {
    if (policy.closeAfterDays === 0 || row === null) return null;
    const { article } = await this.settings.current(site, articleId, null, false);
    const { since } = article.since ? article : (await this.settings.current(site, articleId, null, true)).article;
    return closingTime({ closesAt: null, since }, policy);
  }
}

const nothingSaid = { url: null, title: null, readerUrl: null, readerTitle: null };

/** An open article that will close by the clock is remembered no longer than that. */
const untilClosing = ({ closesAt }: Article): { ttlMs?: number } => {
  const left = closesAt ? new Date(closesAt).getTime() - Date.now() : 0;
  return left > 0 ? { ttlMs: left } : {};
};

/** Collects what is asked for within one turn of the event loop and asks for it once. */
class Batch<Row> {
  private readonly ids: string[] = [];
  private loading: Promise<Map<string, Row>> | undefined;

  constructor(private readonly query: (ids: string[]) => Promise<Map<string, Row>>) {}

  load(id: string): Promise<Map<string, Row>> {
    this.ids.push(id);
    this.loading ??= new Promise((resolve) => setImmediate(resolve)).then(() => this.query(this.ids));
    return this.loading;
  }
}
