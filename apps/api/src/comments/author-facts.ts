import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { Policy } from '#contracts/policy';
import type { Reporter } from '#domain/reporter-weight';
import { countsReputation } from '#domain/reporter-weight';
import { type Facts, nothingKnown } from '#domain/screening/phase';
import { getAuthor, recentComments } from '#read-models/author-record/queries';
import { FreshLoads } from '../reading/fresh-loads.ts';

const historyMs = 7 * 86_400_000;
const briefly = { max: 10_000, ttl: 10_000 };

/**
 * An author's history for the screening rules, from the read models. No query runs if no rule of the policy needs it.
 * An author who has enough published comments is remembered for ten minutes; the count of any other is queried by index
 * each time. Recent comments and reports may be 10 s old. Bans are not read here, because they must be exact.
 */
@Injectable()
export class AuthorFacts {
  /** Authors who reached the required number of published comments. They rarely fall below it again. */
  private readonly established = new FreshLoads<number>({ max: 50_000, ttl: 600_000 });
  private readonly recent = new FreshLoads<Facts['recent']>(briefly);
  private readonly reports = new FreshLoads<Pick<Reporter, 'decided' | 'agreed'>>(briefly);

  constructor(private readonly pool: Pool) {}

  /** @param author.isNew a new author has no history, so nothing is queried */
  async of(
    site: string,
    author: { id: string; isNew: boolean },
    policy: Policy,
    now: Date,
  ): Promise<Pick<Facts, 'published' | 'recent'>> {
    const { published, recent } = nothingKnown;
    if (author.isNew) return { published, recent };
    return {
      published: policy.holdNewAuthors > 0 ? await this.publishedBy(site, author.id, policy.holdNewAuthors) : published,
      recent: policy.holdRecentRejections > 0 ? await this.recentOf(author.id, now) : recent,
    };
  }

  /** Returns true if at least one comment of the author is visible. */
  async hasPublished(site: string, author: { id: string; isNew: boolean }): Promise<boolean> {
    return !author.isNew && (await this.publishedBy(site, author.id, 1)) > 0;
  }

  /** Returns how many of the reporter's earlier reports were decided, and how many of those were upheld. */
  async reporter(site: string, id: string, policy: Policy): Promise<Pick<Reporter, 'decided' | 'agreed'>> {
    if (!countsReputation(policy)) return { decided: 0, agreed: 0 };
    return this.reports.load(id, async () => {
      const counts = (await getAuthor(this.pool, site, id))?.counts ?? {};
      return { decided: counts['reportsDecided'] ?? 0, agreed: counts['reportsAgreed'] ?? 0 };
    });
  }

  /** Empties the caches after a read model was rebuilt or repaired. */
  clear(): void {
    for (const known of [this.established, this.recent, this.reports]) known.clear();
  }

  private publishedBy(site: string, id: string, needed: number): Promise<number> {
    const isEnough = (published: number): boolean => published >= needed;
    return this.established.load(`${needed} ${id}`, () => this.countPublished(site, id), isEnough);
  }

  private async countPublished(site: string, id: string): Promise<number> {
    const counts = (await getAuthor(this.pool, site, id))?.counts ?? {};
    return (counts['published'] ?? 0) + (counts['approved'] ?? 0);
  }

  private recentOf(id: string, now: Date): Promise<Facts['recent']> {
    return this.recent.load(id, () => recentComments(this.pool, id, new Date(now.getTime() - historyMs)));
  }
}
