import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { ClaimsRequest, RenewClaimsRequest } from '#contracts/moderation-requests';
import type { QueueName } from '#contracts/vocabulary';
import type { Who } from '#contracts/who';
import { pause } from '#platform/pause';
import { setFilters } from '#read-models/moderation-queue/queries';
import {
  decidedSql,
  endSql,
  releaseIfEndedSql,
  releaseSql,
  renewSql,
  shareSql,
  takeSql,
  tidyEndedSql,
  tidySql,
} from './claims-sql.ts';

export interface Moderator {
  readonly id: string;
  readonly name: string;
}

/** The moderator who works on a comment, and the end of the lease. */
export interface Claim {
  readonly commentId: string;
  readonly by: Who;
  readonly until: Date;
}

export interface Held {
  readonly commentId: string;
  readonly claimedUntil: Date;
}

export interface Taken extends Held {
  /** True if the moderator has opened the item, or opens it with this request. */
  readonly opened: boolean;
}

/** A request in which fields with defaults may be missing. */
type Asked<Request, Defaults extends keyof Request> = Omit<Request, Defaults> & Partial<Pick<Request, Defaults>>;

/** A concurrent claim on a chosen item makes one more attempt necessary. Attempts end here under extreme contention. */
const mostAttempts = 20;
// Rows that the projector is writing are skipped. It holds its locks for less than this.
const projectorLockMs = 20;
const tidyEveryMs = 60_000;

/**
 * Leases on comments, so that no two moderators work on the same one. Each query compares the lease's end with the
 * database's clock, so expiry needs no job.
 */
@Injectable()
export class Claims {
  private tidied = 0;

  constructor(private readonly pool: Pool) {}

  /**
   * Claims items of a queue: first those that the moderator already holds, then free ones. If none is free, takes over
   * unopened claims of other pages. The result has no particular order.
   */
  async take(site: string, moderator: Moderator, request: Asked<ClaimsRequest, 'open'>): Promise<Taken[]> {
    this.tidy();
    const taken = await this.takeUntilFull(site, moderator, request);
    return (await this.releaseIfEnded(site, moderator.id, request.holder)) ? [] : taken;
  }

  private async takeUntilFull(site: string, moderator: Moderator, request: Asked<ClaimsRequest, 'open'>) {
    let paused = false;
    for (let attempt = 1; ; attempt++) {
      const { taken, wanted, most } = await this.takeOnce(site, moderator, request);
      const isShort = taken.length < most;
      if (!isShort || attempt >= mostAttempts) return taken;
      if (taken.length < wanted || (await this.share(site, moderator, request)) > 0) continue;
      if (paused) return taken;
      await pause(projectorLockMs, undefined);
      paused = true;
    }
  }

  private async takeOnce(site: string, { id, name }: Moderator, request: Asked<ClaimsRequest, 'open'>) {
    const { names, values } = setFilters(request);
    const { queue, limit, leaseSeconds, holder = null, open = false } = request;
    const { rows } = await this.pool.query<{
      wanted: number;
      most: number;
      taken: { commentId: string; claimedUntil: string; opened: boolean }[] | null;
    }>({
      name: ['claims-take', ...names].join('-'),
      text: takeSql(names),
      values: [site, queue, id, name, limit, leaseSeconds, holder, open, ...values],
    });
    const { wanted = 0, most = 0, taken } = rows[0] ?? {};
    return {
      taken: (taken ?? []).map((one) => ({ ...one, claimedUntil: new Date(one.claimedUntil) })),
      wanted,
      most,
    };
  }

  /** Resolves with the number of claims taken over from other pages: 0 for a caller without a holder. */
  private async share(site: string, { id, name }: Moderator, request: Asked<ClaimsRequest, 'open'>): Promise<number> {
    const { queue, limit, leaseSeconds, holder } = request;
    if (holder === undefined) return 0;
    const { names, values } = setFilters(request);
    const { rows } = await this.pool.query<{ moved: number }>({
      name: ['claims-share', ...names].join('-'),
      text: shareSql(names),
      values: [site, queue, id, name, limit, leaseSeconds, holder, ...values],
    });
    return rows[0]?.moved ?? 0;
  }

  /**
   * Renews claims, and claims expired or released ones again if they are free. Comments missing from the result are
   * lost.
   * @param queues the queues that the moderator may work; null: all
   */
  async renew(
    site: string,
    { id, name }: Moderator,
    { commentIds, leaseSeconds, holder, opened, from }: Asked<RenewClaimsRequest, 'opened'>,
    queues: readonly QueueName[] | null = null,
  ): Promise<Held[]> {
    if (from !== undefined) await this.end(id, from);
    const { rows } = await this.pool.query<Held>({
      name: 'claims-renew',
      text: renewSql,
      values: [site, id, commentIds, leaseSeconds, name, queues, holder ?? null, opened ?? [], from ?? null],
    });
    return (await this.releaseIfEnded(site, id, holder))
      ? []
      : rows.map(({ commentId, claimedUntil }) => ({ commentId, claimedUntil }));
  }

  /** Returns true, and releases the page's claims, if the page was closed in the meantime. */
  private async releaseIfEnded(site: string, moderatorId: string, holder: string | undefined): Promise<boolean> {
    if (holder === undefined) return false;
    const values = [site, moderatorId, holder];
    const { rows } = await this.pool.query({ name: 'claims-release-if-ended', text: releaseIfEndedSql, values });
    return rows.length > 0;
  }

  /**
   * Releases claims of the moderator on the site.
   * @param commentIds null: all
   * @param holder only the claims of this page
   */
  async release(site: string, moderatorId: string, commentIds: readonly string[] | null, holder?: string) {
    const values = [site, moderatorId, commentIds, holder ?? null];
    await this.pool.query({ name: 'claims-release', text: releaseSql, values });
  }

  /** Records that the page is closed, so that its late requests claim nothing. */
  async end(moderatorId: string, holder: string): Promise<void> {
    await this.pool.query({ name: 'claims-end', text: endSql, values: [holder, moderatorId] });
  }

  /** Ends the claims on comments that were decided in these versions. */
  async decided(site: string, decided: readonly { commentId: string; version: number }[]): Promise<void> {
    if (decided.length === 0) return;
    const values = [site, decided.map(({ commentId }) => commentId), decided.map(({ version }) => version)];
    await this.pool.query({ name: 'claims-decided', text: decidedSql, values });
  }

  /**
   * Returns the current claims on these comments.
   * @param queues only claims on items of these queues; null: all
   */
  async of(
    site: string,
    commentIds: readonly string[],
    queues: readonly QueueName[] | null = null,
  ): Promise<Map<string, Claim>> {
    if (commentIds.length === 0) return new Map();
    const { rows } = await this.pool.query<{ commentId: string; id: string; name: string; until: Date }>({
      name: 'claims-of',
      text: `
        select c.comment_id as "commentId", moderator_id as id, moderator_name as name, claimed_until as until
        from claims c left join read.queue_items i on i.comment_id = c.comment_id
        where claimed_until > now() and c.comment_id = any ($1::uuid[]) and c.site_id = $2
          and ($3::text[] is null or i.queue = any ($3))`,
      values: [commentIds, site, queues],
    });
    return new Map(
      rows.map(({ commentId, id, name: who, until }) => [commentId, { commentId, by: { id, name: who }, until }]),
    );
  }

  async countOf(site: string, moderatorId: string): Promise<number> {
    const { rows } = await this.pool.query<{ count: number }>({
      name: 'claims-count',
      text: 'select count(*)::int from claims where site_id = $1 and moderator_id = $2 and claimed_until > now()',
      values: [site, moderatorId],
    });
    return rows[0]?.count ?? 0;
  }

  /** The number of claims of each moderator of a site. */
  async counts(site: string): Promise<Map<string, number>> {
    const { rows } = await this.pool.query<{ id: string; count: number }>({
      name: 'claims-counts',
      text: `
        select moderator_id as id, count(*)::int from claims
        where site_id = $1 and moderator_id is not null and claimed_until > now() group by moderator_id`,
      values: [site],
    });
    return new Map(rows.map(({ id, count }) => [id, count]));
  }

  /** Deletes old rows at most once a minute, with a request that takes claims. Old rows do no harm until then. */
  private tidy(): void {
    if (Date.now() - this.tidied < tidyEveryMs) return;
    this.tidied = Date.now();
    this.pool.query({ name: 'claims-tidy', text: tidySql }).catch(() => undefined);
    this.pool.query({ name: 'claims-tidy-ended', text: tidyEndedSql }).catch(() => undefined);
  }
}

/** Deletes all rows that name an erased moderator. */
export async function forgetClaimsOf(pool: Pool, moderatorId: string): Promise<void> {
  for (const table of ['claims', 'ended_holders'])
    await pool.query(`delete from ${table} where moderator_id = $1`, [moderatorId]);
}
