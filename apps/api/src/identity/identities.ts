import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { newId } from '#platform/new-id';
import { Given, type GivenKeys } from '../foundation/api-dependencies.ts';
import { FreshLoads } from '../reading/fresh-loads.ts';
import { RestrictionCarrier } from './restriction-carrier.ts';
import { KeptRestrictions } from './kept-restrictions.ts';

/** Maps a site's own user ids to opaque author ids, made on first sight and kept until the person is erased. */
@Injectable()
export class Identities {
  // A minute bounds how long another process takes somebody who was erased for the person they were.
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

  /** The id of somebody who was seen before; a stranger is not made known by asking. */
  async find(site: string, subject: string): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ author_id: string }>(find, [site, this.externalKey(site, subject)]);
    return rows[0]?.author_id;
  }

  /**
   * Breaks the link for good: the same person signing in again is somebody new. Other processes forget within their
   * cache's life.
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
    if (!row) throw new Error('an identity vanished while it was made');
    return row.author_id;
  }

  /**
   * Restrictions first: nobody acts under an id before it has what an erasure did not end. Interrupted, or raced, it
   * comes out the same.
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
