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
 * What the rules ask about an author's past, from the read models: nothing where no rule asks, one indexed query for
 * who is not known to be past a rule. It may be seconds old; a ban is not asked here.
 */
@Injectable()
export class AuthorFacts {
  /** Authors with as many published comments as anybody asked for: that seldom changes back. */
  private readonly established = new FreshLoads<number>({ max: 50_000, ttl: 600_000 });
  private readonly recent = new FreshLoads<Facts['recent']>(briefly);
  private readonly reports = new FreshLoads<Pick<Reporter, 'decided' | 'agreed'>>(briefly);

  constructor(private readonly pool: Pool) {}

  /** @param isNew nothing about them can be known */
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

  /** Does a comment of theirs stand? */
  async hasPublished(site: string, author: { id: string; isNew: boolean }): Promise<boolean> {
    return !author.isNew && (await this.publishedBy(site, author.id, 1)) > 0;
  }

  /** How somebody's earlier reports fared. */
  async reporter(site: string, id: string, policy: Policy): Promise<Pick<Reporter, 'decided' | 'agreed'>> {
    if (!countsReputation(policy)) return { decided: 0, agreed: 0 };
    return this.reports.load(id, async () => {
      const counts = (await getAuthor(this.pool, site, id))?.counts ?? {};
      return { decided: counts['reportsDecided'] ?? 0, agreed: counts['reportsAgreed'] ?? 0 };
    });
  }

  /** The read models were made anew, or mended. */
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
