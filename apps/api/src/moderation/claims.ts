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

/** Who looks at a comment, and for how long. */
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
  /** It was looked at, or is the one to be looked at now. */
  readonly opened: boolean;
}

/** What is asked for with its defaults left out. */
type Asked<Request, Defaults extends keyof Request> = Omit<Request, Defaults> & Partial<Pick<Request, Defaults>>;

/**
 * Somebody else's claim that was committed between our look and our grasp makes one more look; more than this is a
 * stampede.
 */
const mostLooks = 20;
// An item that the projector is just writing is passed over; so long it never takes.
const projectorsMomentMs = 20;
const tidyEveryMs = 60_000;

/**
 * Leases on comments, so that no two moderators work on the same one. Whether one has run out is told by the database's
 * clock whenever somebody looks: nothing has to happen for it.
 */
@Injectable()
export class Claims {
  private tidied = 0;

  constructor(private readonly pool: Pool) {}

  /**
   * The next items of a queue, those that the moderator holds already first; in no order. Where nothing is free, what
   * others claimed ahead is shared.
   */
  async take(site: string, moderator: Moderator, request: Asked<ClaimsRequest, 'open'>): Promise<Taken[]> {
    this.tidy();
    const taken = await this.lookUntilFull(site, moderator, request);
    return (await this.isOver(site, moderator.id, request.holder)) ? [] : taken;
  }

  private async lookUntilFull(site: string, moderator: Moderator, request: Asked<ClaimsRequest, 'open'>) {
    let paused = false;
    for (let look = 1; ; look++) {
      const { taken, wanted, most } = await this.look(site, moderator, request);
      const isShort = taken.length < most;
      if (!isShort || look >= mostLooks) return taken;
      if (taken.length < wanted || (await this.share(site, moderator, request)) > 0) continue;
      if (paused) return taken;
      await pause(projectorsMomentMs, undefined);
      paused = true;
    }
  }

  private async look(site: string, { id, name }: Moderator, request: Asked<ClaimsRequest, 'open'>) {
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

  /** Resolves with how many came from others; those who do not say which page holds them share with nobody. */
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
   * Prolongs, and takes again what ran out or was given back, if nobody else has it; whatever is missing in the answer
   * was lost.
   * @param queues those that the moderator may work; null: all
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
    return (await this.isOver(site, id, holder))
      ? []
      : rows.map(({ commentId, claimedUntil }) => ({ commentId, claimedUntil }));
  }

  /** Whether the page was closed meanwhile; then what it got is given back. */
  private async isOver(site: string, moderatorId: string, holder: string | undefined): Promise<boolean> {
    if (holder === undefined) return false;
    const values = [site, moderatorId, holder];
    const { rows } = await this.pool.query({ name: 'claims-release-if-ended', text: releaseIfEndedSql, values });
    return rows.length > 0;
  }

  /** Gives these back, or all that the moderator, or one page of theirs, holds on the site. */
  async release(site: string, moderatorId: string, commentIds: readonly string[] | null, holder?: string) {
    const values = [site, moderatorId, commentIds, holder ?? null];
    await this.pool.query({ name: 'claims-release', text: releaseSql, values });
  }

  /** The page is closed: whatever it sent before and comes late claims nothing. */
  async end(moderatorId: string, holder: string): Promise<void> {
    await this.pool.query({ name: 'claims-end', text: endSql, values: [holder, moderatorId] });
  }

  /** These were decided, in these versions: whoever held them holds them no longer. */
  async decided(site: string, decided: readonly { commentId: string; version: number }[]): Promise<void> {
    if (decided.length === 0) return;
    const values = [site, decided.map(({ commentId }) => commentId), decided.map(({ version }) => version)];
    await this.pool.query({ name: 'claims-decided', text: decidedSql, values });
  }

  /**
   * Who holds which of these now.
   * @param queues nothing is told of what waits in others; null: all
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

  /** How many each moderator of a site holds. */
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

  /** Room is made when there is something to do, and by whoever does it; until then old rows only lie there. */
  private tidy(): void {
    if (Date.now() - this.tidied < tidyEveryMs) return;
    this.tidied = Date.now();
    this.pool.query({ name: 'claims-tidy', text: tidySql }).catch(() => undefined);
    this.pool.query({ name: 'claims-tidy-ended', text: tidyEndedSql }).catch(() => undefined);
  }
}

/** A moderator who is erased is named nowhere any more. */
export async function forgetClaimsOf(pool: Pool, moderatorId: string): Promise<void> {
  for (const table of ['claims', 'ended_holders'])
    await pool.query(`delete from ${table} where moderator_id = $1`, [moderatorId]);
}
