import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { WritingBan } from '#domain/author';
import { errorCode } from '#platform/error-code';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { AddressHashes } from './address-hashes.ts';
import { pepperDays } from './peppers.ts';
import { PostAddresses, household, postsFrom } from './post-addresses.ts';

interface Mark {
  readonly kind: WritingBan['kind'];
  readonly until: number;
}

/** A ban stored by another process is known here after at most this time, one of this process at once. */
const freshMs = 1000;

/**
 * The networks of banned and suspended guests, for as long as their comments' address hashes exist (14 days). All marks
 * are in memory. While guests write, one statement a second checks for changes.
 */
@Injectable()
export class BannedNetworks {
  private marks: ReadonlyMap<string, Mark> = new Map();
  private state = '';
  private askedAt = -Infinity;
  private asks = 0;
  private asking: Promise<void> | undefined;

  constructor(
    private readonly pool: Pool,
    @Inject(AddressHashes) private readonly hashes: Pick<AddressHashes, 'living'>,
    @Inject(PostAddresses) private readonly posts: Pick<PostAddresses, 'written'>,
    @Given() private readonly given: Pick<ApiDependencies, 'logger'>,
  ) {}

  /** Returns the ban of a guest who wrote from this network, if there is one. */
  async banOf(site: string, address: string, now = Date.now()): Promise<WritingBan['kind'] | null> {
    await this.refresh();
    if (this.marks.size === 0) return null;
    const living = await this.hashes.living(postsFrom(site), address, household);
    const found = living.flatMap((dated) => this.marks.get(keyOf(dated)) ?? []).filter(({ until }) => now < until);
    return (found.find(({ kind }) => kind === 'banned') ?? found[0])?.kind ?? null;
  }

  /**
   * Marks the networks of a guest's comments, or removes the marks if `ban` is undefined. Networks of members are not
   * marked. Safe to repeat. A failure is only logged, because the ban itself is stored; repeating the ban marks them.
   */
  async follow(authorId: string, ban: WritingBan | undefined): Promise<void> {
    try {
      await this.posts.written();
      if (ban) await this.pool.query(mark, [authorId, ban.kind, ban.until]);
      else await this.pool.query('delete from banned_networks where author_id = $1', [authorId]);
    } catch (error) {
      this.given.logger.warn(
        { code: errorCode(error), authorId },
        'could not mark the networks of a banned guest; ban them again to retry',
      );
    }
    this.askedAt = -Infinity;
  }

  /** Removes the author from their marks, which stay until their end. Returns the last end; null without marks. */
  async forgetAuthor(authorId: string): Promise<(WritingBan & { readonly until: Date }) | null> {
    const { rows } = await this.pool.query<{ kind: WritingBan['kind']; until: Date }>(anonymise, [authorId]);
    this.askedAt = -Infinity;
    return rows[0] ?? null;
  }

  private refresh(): Promise<void> | void {
    const now = Date.now();
    if (now - this.askedAt < freshMs) return this.asking;
    this.askedAt = now;
    const asking = this.ask((this.asks += 1)).finally(() =>
      this.asking === asking ? (this.asking = undefined) : undefined,
    );
    return (this.asking = asking);
  }

  /**
   * Reads the marks if they have changed. The result of an earlier call does not replace that of a later one, because a
   * ban may have been stored in between.
   */
  private async ask(turn: number): Promise<void> {
    const {
      rows: [row],
    } = await this.pool.query<{ state: string }>({
      name: 'banned-networks-state',
      text: `select count(*) || ' ' || coalesce(max(marked_at)::text, '') as state from banned_networks`,
    });
    if (row?.state === this.state) return;
    const { rows } = await this.pool.query<{
      day: string;
      hash: Buffer;
      kind: WritingBan['kind'];
      until: Date | number;
    }>({
      name: 'banned-networks',
      text: `select to_char(day, 'YYYY-MM-DD') as day, hash, kind, until from banned_networks order by kind desc, until`,
    });
    if (turn !== this.asks) return;
    this.marks = new Map(rows.map(({ kind, until, ...dated }) => [keyOf(dated), { kind, until: Number(until) }]));
    this.state = row?.state ?? '';
  }
}

const keyOf = ({ day, hash }: { day: string; hash: Buffer }): string => `${day} ${hash.toString('base64')}`;

const mark = `
  insert into banned_networks as known (day, hash, author_id, kind, until)
  select distinct noted.day, noted.hash, $1::uuid, $2, coalesce($3::timestamptz, 'infinity')
  from read.comments c join post_addresses noted on noted.comment_id = c.id
  where c.author_id = $1 and c.author_kind = 'guest'
  on conflict (day, hash, author_id) do update
    set kind = excluded.kind, until = excluded.until, marked_at = excluded.marked_at
    where (known.kind, known.until) is distinct from (excluded.kind, excluded.until)`;

const anonymise = `
  with theirs as (
    delete from banned_networks where author_id = $1 returning day, hash, kind, until
  ), kept as (
    insert into banned_networks as known (day, hash, kind, until) select day, hash, kind, until from theirs where until > now()
    on conflict (day, hash, author_id) do update set until = greatest(known.until, excluded.until), marked_at = excluded.marked_at
    returning kind, least(until, (day + ${pepperDays})::timestamp at time zone 'utc') as until
  )
  select kind, max(until) as until from kept group by kind order by kind limit 1`;
