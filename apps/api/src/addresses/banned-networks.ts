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

/** How soon a ban that another process stored is known here; one of this process is at once. */
const freshMs = 1000;

/**
 * The networks of guests who may not write now, as long as their comments' addresses are known: 14 days. All of them
 * are in memory; while guests write, one statement a second asks whether there are others.
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

  /** Who wrote from this network, if anybody who may not write now. */
  async standingOf(site: string, address: string, now = Date.now()): Promise<WritingBan['kind'] | null> {
    await this.refresh();
    if (this.marks.size === 0) return null;
    const living = await this.hashes.living(postsFrom(site), address, household);
    const found = living.flatMap((dated) => this.marks.get(keyOf(dated)) ?? []).filter(({ until }) => now < until);
    return (found.find(({ kind }) => kind === 'banned') ?? found[0])?.kind ?? null;
  }

  /**
   * Marks the networks that a guest's comments came from, or ends that; a member's are not marked. Harmless to repeat.
   * The ban itself is stored: that a network could not be marked is logged, and the same ban once more marks it.
   */
  async follow(authorId: string, ban: WritingBan | undefined): Promise<void> {
    try {
      await this.posts.written();
      if (ban) await this.pool.query(mark, [authorId, ban.kind, ban.until]);
      else await this.pool.query('delete from banned_networks where author_id = $1', [authorId]);
    } catch (error) {
      this.given.logger.warn({ code: errorCode(error), authorId }, 'the networks of a banned guest were not marked');
    }
    this.askedAt = -Infinity;
  }

  /**
   * The marks stay for their time, and are nobody's any more. Answers with the end of the last one; null where there is
   * none.
   */
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
   * Reads them only where there are others than before. What was asked earlier never replaces what was asked later: a
   * ban came between.
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
