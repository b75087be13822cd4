import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Pool } from 'pg';
import { formerArticleIds } from '#contracts/former-article-ids';
import { getArticles } from '#read-models/article/queries';
import { upTo } from '#platform/up-to';

/** Pages ask about the same article repeatedly. A change of the id in use is noticed after this time. */
const rememberedMs = 60_000;

/** Maps article ids to former, still URL-encoded ids, if an article already has comments under one of those. */
@Injectable()
export class FormerIds {
  private readonly known = new LRUCache<string, string>({ ...upTo(20_000), ttl: rememberedMs });

  constructor(private readonly pool: Pool) {}

  /** Returns the id under which the article's events are stored. */
  async one(site: string, id: string): Promise<string> {
    const [found = id] = await this.all(site, [id]);
    return found;
  }

  /** Returns the ids of several articles, in order, with at most one query. */
  async all(site: string, ids: readonly string[]): Promise<string[]> {
    const asked = ids.flatMap((id) => {
      const former = this.known.has(nameOf(site, id)) ? [] : formerArticleIds(id);
      return former.length > 0 ? [{ id, former }] : [];
    });
    if (asked.length > 0) {
      const rows = await getArticles(this.pool, site, [...new Set(asked.flatMap(({ id, former }) => [id, ...former]))]);
      for (const { id, former } of asked)
        this.known.set(nameOf(site, id), [id, ...former].find((one) => rows.has(one)) ?? id);
    }
    return ids.map((id) => this.known.get(nameOf(site, id)) ?? id);
  }
}

const nameOf = (site: string, id: string): string => `${site}/${id}`;
