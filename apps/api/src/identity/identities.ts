import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { newId } from '#platform/new-id';
import { Given, type GivenKeys } from '../foundation/api-dependencies.ts';
import { FreshLoads } from '../reading/fresh-loads.ts';
import { RestrictionCarrier } from './restriction-carrier.ts';
import { KeptRestrictions } from './kept-restrictions.ts';

/** Maps a site's user ids to opaque author ids, which are created on first use and kept until the person is erased. */
@Injectable()
export class Identities {
  // Another process may use the id of an erased person for at most this minute.
  private readonly known = new FreshLoads<string>({ max: 50_000, ttl: 60_000 });

  constructor(
    private readonly pool: Pool,
    @Given() private readonly given: GivenKeys<'identities'>,
    @Inject(KeptRestrictions) private readonly kept: Pick<KeptRestrictions, 'claim' | 'settle'>,
    @Inject(RestrictionCarrier) private readonly carrier: Pick<RestrictionCarrier, 'carryOver'>,
  ) {}

  async authorIdOf(site: string, subject: string): Promise<string> {
    const externalKey = this.externalKey(site, subject);
    return this.known.load(externalKey.toString('base64'), () => this.findOrCreate(site, externalKey));
  }

  /** Returns the author id of a user id, or undefined. Does not create one. */
  async find(site: string, subject: string): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ author_id: string }>(find, [site, this.externalKey(site, subject)]);
    return rows[0]?.author_id;
  }

  /**
   * Deletes the mapping for good. The same person gets a new author id when they sign in again. Other processes notice
   * when their cache entry expires (1 min).
   */
  async forget(authorId: string): Promise<void> {
    await this.pool.query('delete from identities where author_id = $1', [authorId]);
    this.known.forgetValue(authorId);
  }

  private externalKey(site: string, subject: string): Buffer {
    return createHmac('sha256', this.given.keys.identities).update(`${site}\n${subject}`).digest();
  }

  private async findOrCreate(site: string, externalKey: Buffer): Promise<string> {
    const found = await this.pool.query<{ author_id: string }>(find, [site, externalKey]);
    if (found.rows[0]) return found.rows[0].author_id;
    await this.create(site, externalKey);
    const now = await this.pool.query<{ author_id: string }>(find, [site, externalKey]);
    const row = now.rows[0];
    if (!row) throw new Error('an identity was deleted right after it was created');
    return row.author_id;
  }

  /**
   * Carries kept restrictions over before the id is stored, so that no command can run without them. Safe to repeat
   * after an interruption or a race.
   */
  private async create(site: string, externalKey: Buffer): Promise<void> {
    const proposedId = newId();
    const returned = await this.kept.claim(externalKey, proposedId);
    if (returned) await this.carrier.carryOver(site, returned);
    await this.pool.query(
      'insert into identities (site_id, external_key, author_id) values ($1, $2, $3) on conflict do nothing',
      [site, externalKey, returned?.authorId ?? proposedId],
    );
    if (returned) await this.kept.settle(externalKey);
  }
}

const find = 'select author_id from identities where site_id = $1 and external_key = $2';
