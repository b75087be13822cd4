import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import { errorOf } from '#platform/error-of';
import { upTo } from '#platform/up-to';
import { LogUnavailable } from '../append-errors.ts';
import { ErasureLease, type Look } from './erasure-lease.ts';
import type { Keyring } from './keyring.ts';

/** A subject's key, in clear and wrapped as it is stored. */
export interface SubjectKey {
  readonly key: Buffer;
  readonly wrapped: Buffer;
  /**
   * A candidate becomes the subject's key when the first append under it is stored. Until then it must not decrypt
   * anything. Neither may a key that an append reported before this process follows erasures.
   */
  readonly isCandidate: boolean;
}

// Bounds of the cache, so that keys of inactive people leave memory.
const rememberedMs = 60_000;
const remembered = 20_000;

/** Number of consecutive answers that come too late before this gives up. */
const attempts = 10;

/** One page of the log has some thousand subjects at most. At least as many erasures must be remembered. */
const tombstones = 20_000;

/**
 * The subjects' keys that this process knows: those from the database, and candidates for subjects without one. A
 * cached key decrypts only within a second after this process last queried for erasures. That is one small query a
 * second while keys are used, and none while they are not.
 */
export class SubjectKeys {
  private readonly known = new LRUCache<string, SubjectKey>({ ...upTo(remembered), ttl: rememberedMs });
  /** Never removed: a key whose answer was under way while its subject was erased must not be cached. */
  private readonly erased = new LRUCache<string, true>(upTo(tombstones));
  private renewing: Promise<unknown> | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly keyring: Keyring,
    private readonly lease = new ErasureLease(),
  ) {}

  /** From here on this process learns of every erasure. Call it before any key is cached. */
  async start(): Promise<void> {
    await this.renew();
  }

  get wrappingKeyId(): string {
    return this.keyring.id;
  }

  /**
   * Returns a key without a query. If it is not in force, the append that uses it reports that, and the caller seals
   * again.
   */
  forSealing(subjectId: string): SubjectKey {
    const known = this.known.get(subjectId);
    if (known) return known;
    const key = this.keyring.newKey();
    return this.remember(subjectId, { key, wrapped: this.keyring.wrap(key, subjectId), isCandidate: true });
  }

  /** Call it when the database stored this key. */
  confirm(subjectId: string, stored: SubjectKey): void {
    if (stored.isCandidate) this.remember(subjectId, { ...stored, isCandidate: !this.lease.isBegun });
  }

  /** Call it when the database has another key than the one used here. */
  adopt(subjectId: string, wrapped: Buffer): Buffer {
    const key = this.keyring.unwrap(wrapped, subjectId);
    this.remember(subjectId, { key, wrapped, isCandidate: !this.lease.isBegun });
    return key;
  }

  /** Call it when the subject was erased: answers under way no longer bring the key back. */
  forget(subjectId: string): void {
    const id = subjectId.toLowerCase(); // as in the context of sealed data
    this.erased.set(id, true);
    this.known.delete(id);
  }

  /**
   * Returns the keys of these subjects; null for those erased, with a delay of at most a second. Needs one query for
   * all that are not cached.
   * @throws Error if the database has no row for a subject, because a lost key must not look like an erasure;
   * LogUnavailable if the database answers too slowly
   */
  async forOpening(subjectIds: ReadonlySet<string>): Promise<Map<string, Buffer | null>> {
    const keys = new Map<string, Buffer | null>();
    if (subjectIds.size === 0) return keys;
    const loaded = new Map<string, Buffer | null>();
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const missing = [...subjectIds].filter((subjectId) => this.keyOf(subjectId, loaded) === undefined);
      if (missing.length === 0 && this.lease.isFresh) {
        for (const subjectId of subjectIds) keys.set(subjectId, this.keyOf(subjectId, loaded) ?? null);
        return keys;
      }
      if (missing.length === 0) await this.renew();
      else for (const [subjectId, key] of await this.load(missing)) loaded.set(subjectId, key);
    }
    throw new LogUnavailable(
      `the database answered too late ${attempts} times: cannot find out which keys are in force`,
    );
  }

  /** Undefined if the database must be queried; null for an erased subject. */
  private keyOf(subjectId: string, loaded: ReadonlyMap<string, Buffer | null>): Buffer | null | undefined {
    if (this.erased.has(subjectId)) return null;
    const known = this.known.get(subjectId);
    return known && !known.isCandidate ? known.key : loaded.get(subjectId);
  }

  /** Concurrent callers share one query, because its answer is as old as its question. */
  private renew(): Promise<unknown> {
    this.renewing ??= this.ask([]).finally(() => (this.renewing = undefined));
    return this.renewing;
  }

  private async load(subjectIds: readonly string[]): Promise<Map<string, Buffer | null>> {
    const rows = await this.ask(subjectIds);
    if (rows === 'late') return new Map();
    const keys = new Map<string, Buffer | null>();
    for (const { subjectId, wrapped } of rows) {
      if (wrapped === null) this.forget(subjectId);
      keys.set(subjectId, wrapped && this.adopt(subjectId, wrapped));
    }
    const lost = subjectIds.find((subjectId) => !keys.has(subjectId));
    if (lost !== undefined)
      throw new Error(
        `the key of subject ${lost} is lost: subject_keys has no row for it; restore the table from a backup`,
      );
    return keys;
  }

  /**
   * Queries, in one snapshot, the keys of some subjects and the erasures since the last query. This renews the lease.
   */
  private async ask(subjectIds: readonly string[]): Promise<readonly KeyRow[] | 'late'> {
    const client = await this.pool.connect();
    let failure: Error | undefined;
    try {
      // Only now, because waiting for a connection must not count as part of the answer's age.
      const look = this.lease.begin();
      const { rows } = await client.query<Row>({
        name: 'subject_keys',
        text: keysAndErasures,
        values: [subjectIds, look.last === undefined ? null : (look.last?.number ?? 0)],
      });
      return this.take(look, rows);
    } catch (error) {
      failure = errorOf(error);
      throw error;
    } finally {
      client.release(failure);
    }
  }

  private take(look: Look, rows: readonly Row[]): readonly KeyRow[] | 'late' {
    const erasures = rows.flatMap(({ subjectId, erasure }) =>
      erasure === null ? [] : { subjectId, number: Number(erasure) },
    );
    const news = this.lease.end(look, erasures);
    if (news === 'void') for (const memory of [this.known, this.erased]) memory.clear();
    if (news === 'void' || news === 'late') return 'late';
    for (const subjectId of news) this.forget(subjectId);
    return rows.filter(({ erasure }) => erasure === null);
  }

  private remember(subjectId: string, key: SubjectKey): SubjectKey {
    if (!this.erased.has(subjectId)) this.known.set(subjectId, key);
    return key;
  }
}

interface KeyRow {
  readonly subjectId: string;
  readonly wrapped: Buffer | null;
}

interface Row extends KeyRow {
  /** Null in a row that contains a key. */
  readonly erasure: string | null;
}

const keysAndErasures = `
  select subject_id as "subjectId", wrapped_key as wrapped, null::bigint as erasure
  from subject_keys where subject_id = any ($1)
  union all
  select subject_id, null, erasure from subject_keys
  where erasure >= coalesce($2, (select k.erasure from subject_keys k where k.erasure is not null order by k.erasure desc limit 1))
  order by 3 nulls first`;
