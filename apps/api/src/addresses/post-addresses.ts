import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { errorCode } from '#platform/error-code';
import { Rounds } from '#platform/rounds';
import { type Sight, everything, inSightSql, sightValues } from '#read-models/moderation-queue/sight';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { AddressHashes, type DatedHash } from './address-hashes.ts';
import type { Ipv6Prefix } from './network-of.ts';
import { Peppers, pepperDays } from './peppers.ts';
import { isVisibleSql } from '#read-models/visible-sql';

export interface NotedComment {
  readonly commentId: string;
  readonly authorId: string;
}

interface Noted extends NotedComment {
  readonly hashes: readonly DatedHash[];
}

/**
 * Which comments of a site came from one address within 14 days: for moderators, who see the comments and never the
 * address.
 */
@Injectable()
export class PostAddresses {
  private readonly rounds = new Rounds<Noted>((noted) => this.writeOrTell(noted), gatherMs);

  constructor(
    private readonly pool: Pool,
    @Inject(AddressHashes) private readonly hashes: Pick<AddressHashes, 'living'>,
    @Inject(Peppers) private readonly peppers: Pick<Peppers, 'today'>,
    @Given() private readonly given: Pick<ApiDependencies, 'logger'>,
  ) {}

  /** As `note`, for those who do not wait. */
  noteBehind(site: string, comment: NotedComment, address: string): void {
    this.note(site, comment, address).catch((error: unknown) => this.tell(error, 1));
  }

  /**
   * Behind the answer, one statement for whatever came in within a moment. What cannot be written is not known: a
   * comment never waits for it, nor for the disk. Of somebody who was erased meanwhile nothing is written.
   */
  async note(site: string, comment: NotedComment, address: string): Promise<void> {
    const hashes = await this.hashes.living(postsFrom(site), address, household).catch((error) => this.tell(error, 1));
    if (!hashes) return;
    await this.rounds.join({ ...comment, hashes });
  }

  /** Resolves when everything noted so far is in the table, or will never be. */
  written(): Promise<void> {
    return this.rounds.settled();
  }

  /**
   * The other comments from the address of this one that whoever asks may see, newest first, and until when that can be
   * told; null: no longer, or never.
   */
  async sameAs(commentId: string, sight: Sight = everything): Promise<{ ids: string[]; until: Date | null }> {
    const { rows } = await this.pool.query<{ ids: string[]; until: Date | null }>({
      name: `same-address${sight.queues === null ? '' : '-in-sight'}`,
      text: sameAddress(sight),
      values: [commentId, this.peppers.today(), ...(sight.queues === null ? [] : sightValues(sight))],
    });
    return rows[0] ?? { ids: [], until: null };
  }

  private async writeOrTell(noted: readonly Noted[]): Promise<void> {
    await this.write(noted).catch((error) => this.tell(error, noted.length));
  }

  private tell(error: unknown, comments: number): void {
    this.given.logger.warn({ code: errorCode(error), comments }, 'where comments came from was not noted');
  }

  private async write(noted: readonly Noted[]): Promise<void> {
    const rows = noted.flatMap(({ commentId, authorId, hashes }) =>
      hashes.map(({ day, hash }) => ({ commentId, authorId, day, hash, isNew: day === hashes.at(-1)?.day })),
    );
    await this.pool.query({
      name: 'note-addresses',
      text: noteAddresses,
      values: [
        rows.map(({ day }) => day),
        rows.map(({ hash }) => hash),
        rows.map(({ commentId }) => commentId),
        rows.map(({ authorId }) => authorId),
        rows.map(({ isNew }) => isNew),
      ],
    });
  }
}

/** What the hashes are for: they say nothing for another purpose, or site. */
export const postsFrom = (site: string): string => `post\n${site}`;

/** Of IPv6, what one household is given: it has a new address, and perhaps a new /64, as often as it likes. */
export const household: Ipv6Prefix = 56;

const gatherMs = 50;

const noteAddresses = `
  with lazily as materialized (select set_config('synchronous_commit', 'off', true))
  insert into post_addresses (day, hash, comment_id)
  select day, hash, comment_id
  from unnest($1::date[], $2::bytea[], $3::uuid[], $4::uuid[], $5::bool[]) as noted (day, hash, comment_id, author_id, is_new), lazily
  where (is_new or exists (select from post_addresses seen where seen.day = noted.day and seen.hash = noted.hash))
    and not exists (select from subject_keys where subject_id = noted.author_id and erased_at is not null)
  on conflict do nothing`;

const most = 50;

const sameAddress = ({ queues }: Sight): string => `
  select
    array(
      select distinct other.comment_id from post_addresses mine join post_addresses other using (day, hash)
      ${queues === null ? '' : 'join read.queue_items i on i.comment_id = other.comment_id'}
      where mine.comment_id = $1 and other.comment_id <> $1 and mine.day > $2::date - ${pepperDays}
        ${queues === null ? '' : `and (${isVisibleSql('i.status')} or ${inSightSql('i', '$3', '$4')})`}
      order by other.comment_id desc limit ${most}
    ) as ids,
    (
      select (max(day) + ${pepperDays})::timestamp at time zone 'utc'
      from post_addresses where comment_id = $1 and day > $2::date - ${pepperDays}
    ) as until`;
