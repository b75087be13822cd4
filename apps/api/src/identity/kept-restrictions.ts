import { createHmac } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Pool } from 'pg';
import type { RestrictionKind } from '#contracts/vocabulary';
import { errorCode } from '#platform/error-code';
import { unforeseen } from '#platform/last-resort';
import { type ApiDependencies, Given, type GivenKeys } from '../foundation/api-dependencies.ts';

/** A restriction without a word of whose it is; `until` null: until it is lifted. */
export interface Kept {
  readonly kind: RestrictionKind;
  readonly until: Date | null;
}

/** Somebody who is back, the id that their new account has, and what it begins with. */
export interface Returned {
  readonly authorId: string;
  readonly restrictions: readonly Kept[];
}

const hourMs = 3_600_000;

/**
 * Restrictions that outlive the erasure of a member, until they end. Of the person there is a keyed hash of the site's
 * user id, under a key for this alone: it is found again when the same user id signs in, and by nothing else.
 */
@Injectable()
export class KeptRestrictions implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly pool: Pool,
    @Given() private readonly given: Pick<ApiDependencies, 'logger'> & GivenKeys<'restrictions'>,
  ) {}

  /** What has ended goes at once, then every hour: also where nobody comes back. */
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
   * Keeps them for the person behind an author id, as long as that is known. Answers with what was kept. Harmless to
   * repeat.
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
   * What goes on for somebody who signs in as if for the first time, under the id proposed; or under the one that was
   * proposed before, by another process or before a crash.
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

  /** The new account has them: nothing more is to be kept. */
  async settle(externalKey: Buffer): Promise<void> {
    await this.pool.query('delete from kept_restrictions where person = $1', [this.personOf(externalKey)]);
  }

  private async dropEnded(): Promise<void> {
    try {
      await this.pool.query('delete from kept_restrictions where until <= now()');
    } catch (error) {
      this.given.logger.warn(
        { code: errorCode(error) },
        'ended restrictions were not deleted: the next hour tries again',
      );
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
