import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Pool } from 'pg';
import { formerArticleIds } from '#contracts/former-article-ids';
import { getArticles } from '#read-models/article/queries';

/** A page asks about its article again and again; that an older id is used by now is seen after a minute. */
const rememberedMs = 60_000;

/** Articles whose addresses went undecoded into their ids, and which have comments under those: they go on there. */
@Injectable()
export class FormerIds {
  private readonly known = new LRUCache<string, string>({ max: 20_000, ttl: rememberedMs });

  constructor(private readonly pool: Pool) {}

  /** The id that the article's events are under. */
  async one(site: string, id: string): Promise<string> {
    const [found = id] = await this.all(site, [id]);
    return found;
  }

  /** The same of several, in their order, by one query at most. */
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
