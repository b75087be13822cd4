import { createHmac } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Pool } from 'pg';
import type { RestrictionKind } from '#contracts/vocabulary';
import { errorCode } from '#platform/error-code';
import { unforeseen } from '#platform/last-resort';
import { type ApiDependencies, Given, type GivenKeys } from '../foundation/api-dependencies.ts';

/** A restriction without its author. `until` is null if it applies until it is lifted. */
export interface Kept {
  readonly kind: RestrictionKind;
  readonly until: Date | null;
}

/** The new author id of a person who returned after an erasure, and the restrictions that it starts with. */
export interface Returned {
  readonly authorId: string;
  readonly restrictions: readonly Kept[];
}

const hourMs = 3_600_000;

/**
 * Restrictions that outlive the erasure of a member. The person is stored only as a keyed hash of the site's user id,
 * with a key used for nothing else. It can be found again only when the same user id signs in.
 */
@Injectable()
export class KeptRestrictions implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly pool: Pool,
    @Given() private readonly given: Pick<ApiDependencies, 'logger'> & GivenKeys<'restrictions'>,
  ) {}

  /** Deletes expired restrictions at start and then every hour. */
  onApplicationBootstrap(): void {
    const drop = (): void => {
      this.dropEnded().catch(unforeseen);
    };
    drop();
    this.timer = setInterval(drop, hourMs).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /**
   * Keeps restrictions for the person of an author id, if the id is still mapped. Returns those kept. Safe to repeat.
   */
  async keep(authorId: string, restrictions: readonly Kept[]): Promise<readonly Kept[]> {
    const { rows } = await this.pool.query<{ external_key: Buffer }>(
      'select external_key from identities where author_id = $1',
      [authorId],
    );
    if (!rows[0] || restrictions.length === 0) return [];
    await this.pool.query(keep, [
      this.personOf(rows[0].external_key),
      restrictions.map(({ kind }) => kind),
      restrictions.map(({ until }) => until),
    ]);
    return restrictions;
  }

  /**
   * Returns the kept restrictions of a user id that has no author id, with the author id to use: the proposed one, or
   * one that another process or an interrupted attempt proposed before. Undefined if nothing is kept.
   */
  async claim(externalKey: Buffer, proposedId: string): Promise<Returned | undefined> {
    const { rows } = await this.pool.query<Kept & { authorId: string }>({
      name: 'claim-restrictions',
      text: claim,
      values: [this.personOf(externalKey), proposedId],
    });
    const [first] = rows;
    return first && { authorId: first.authorId, restrictions: rows.map(({ kind, until }) => ({ kind, until })) };
  }

  /** Deletes the kept restrictions after the new account has them. */
  async settle(externalKey: Buffer): Promise<void> {
    await this.pool.query('delete from kept_restrictions where person = $1', [this.personOf(externalKey)]);
  }

  private async dropEnded(): Promise<void> {
    try {
      await this.pool.query('delete from kept_restrictions where until <= now()');
    } catch (error) {
      this.given.logger.warn({ code: errorCode(error) }, 'could not delete expired restrictions, retrying in 1 h');
    }
  }

  private personOf(externalKey: Buffer): Buffer {
    return createHmac('sha256', this.given.keys.restrictions).update(externalKey).digest();
  }
}

const keep = `
  insert into kept_restrictions (person, kind, until)
  select $1, kind, until from unnest($2::text[], $3::timestamptz[]) as restriction (kind, until)
  on conflict (person, kind) do update set until = excluded.until, author_id = null`;

const claim = `
  update kept_restrictions set author_id = coalesce(author_id, $2)
  where person = $1 and (until is null or until > now())
  returning kind, until, author_id as "authorId"`;
