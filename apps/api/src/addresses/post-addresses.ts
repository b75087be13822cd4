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
 * Records which comments of a site came from the same address within 14 days. Moderators see these comments, but not
 * the address.
 */
@Injectable()
export class PostAddresses {
  private readonly rounds = new Rounds<Noted>((noted) => this.writeOrLog(noted), gatherMs);

  constructor(
    private readonly pool: Pool,
    @Inject(AddressHashes) private readonly hashes: Pick<AddressHashes, 'living'>,
    @Inject(Peppers) private readonly peppers: Pick<Peppers, 'today'>,
    @Given() private readonly given: Pick<ApiDependencies, 'logger'>,
  ) {}

  /** Calls `note` without waiting for it. */
  noteLater(site: string, comment: NotedComment, address: string): void {
    this.note(site, comment, address).catch((error: unknown) => this.log(error, 1));
  }

  /**
   * Records a comment's address hashes after its answer, together with others of the same moment in one statement. A
   * comment does not wait for this or for the disk, and a failure is only logged. Nothing is written for an author who
   * was erased in the meantime.
   */
  async note(site: string, comment: NotedComment, address: string): Promise<void> {
    const hashes = await this.hashes.living(postsFrom(site), address, household).catch((error) => this.log(error, 1));
    if (!hashes) return;
    await this.rounds.join({ ...comment, hashes });
  }

  /** Resolves when everything noted so far has been written or has failed. */
  written(): Promise<void> {
    return this.rounds.settled();
  }

  /**
   * Returns the other comments from the same address that the moderator may see, newest first, and until when they can
   * be matched. `until` is null if they can no longer be matched or their address was not recorded.
   */
  async sameAs(commentId: string, sight: Sight = everything): Promise<{ ids: string[]; until: Date | null }> {
    const { rows } = await this.pool.query<{ ids: string[]; until: Date | null }>({
      name: `same-address${sight.queues === null ? '' : '-in-sight'}`,
      text: sameAddress(sight),
      values: [commentId, this.peppers.today(), ...(sight.queues === null ? [] : sightValues(sight))],
    });
    return rows[0] ?? { ids: [], until: null };
  }

  private async writeOrLog(noted: readonly Noted[]): Promise<void> {
    await this.write(noted).catch((error) => this.log(error, noted.length));
  }

  private log(error: unknown, comments: number): void {
    this.given.logger.warn({ code: errorCode(error), comments }, 'could not record the address hashes of comments');
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

/** The purpose of these hashes, with the site, so that hashes of different sites cannot be compared. */
export const postsFrom = (site: string): string => `post\n${site}`;

/** The IPv6 prefix of a household. Within it, a household can change its address, and often its /64, at will. */
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
