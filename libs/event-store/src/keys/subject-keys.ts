import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import { errorOf } from '#platform/error-of';
import { LogUnavailable } from '../append-errors.ts';
import { ErasureLease, type Look } from './erasure-lease.ts';
import type { Keyring } from './keyring.ts';

/** A subject's key, as it is used and as it is stored. */
export interface SubjectKey {
  readonly key: Buffer;
  readonly wrapped: Buffer;
  /**
   * A candidate becomes the subject's key when the first append under it is stored; nothing may be read with it before.
   * Nor with what an append said before this process is told of erasures.
   */
  readonly isCandidate: boolean;
}

// Bounds for what is kept in memory of people who are not here any more.
const rememberedMs = 60_000;
const remembered = 20_000;

/** Answers that come too late to be relied on, in a row, before it is said that there is none. */
const attempts = 10;

/** A page of the log names some thousand subjects at most: how many erasures are told apart is not to be less. */
const tombstones = 20_000;

/**
 * The subjects' keys that this process knows: from the database, and candidates for subjects who have none yet. A
 * remembered key opens something only while this process asked less than a second ago who was erased: one small query a
 * second while keys are used, none while they are not.
 */
export class SubjectKeys {
  private readonly known = new LRUCache<string, SubjectKey>({ max: remembered, ttl: rememberedMs });
  /** For good: a key that was on its way while its subject was erased is not taken in. */
  private readonly erased = new LRUCache<string, true>({ max: tombstones });
  private renewing: Promise<unknown> | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly keyring: Keyring,
    private readonly lease = new ErasureLease(),
  ) {}

  /** From here on this process is told of every erasure: call it before anything is remembered. */
  async start(): Promise<void> {
    await this.renew();
  }

  get wrappingKeyId(): string {
    return this.keyring.id;
  }

  /**
   * Asks nobody: whether the key is in force is found out, and put right, when what was sealed under it is appended.
   */
  forSealing(subjectId: string): SubjectKey {
    const known = this.known.get(subjectId);
    if (known) return known;
    const key = this.keyring.newKey();
    return this.remember(subjectId, { key, wrapped: this.keyring.wrap(key, subjectId), isCandidate: true });
  }

  /** The database stores this one. */
  confirm(subjectId: string, stored: SubjectKey): void {
    if (stored.isCandidate) this.remember(subjectId, { ...stored, isCandidate: !this.lease.isBegun });
  }

  /** The database stores another one than was used here. */
  adopt(subjectId: string, wrapped: Buffer): Buffer {
    const key = this.keyring.unwrap(wrapped, subjectId);
    this.remember(subjectId, { key, wrapped, isCandidate: !this.lease.isBegun });
    return key;
  }

  /** The subject was erased: nothing opens any more, whatever is on its way. */
  forget(subjectId: string): void {
    const id = subjectId.toLowerCase(); // as it is sealed for
    this.erased.set(id, true);
    this.known.delete(id);
  }

  /**
   * The keys of these subjects; null for those who were erased, a second ago at the latest. One query for those that
   * are not known here. Throws where the database does not know a subject: its keys were lost, which must not look like
   * an erasure; LogUnavailable where it answers too slowly.
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
    throw new LogUnavailable(`the database answered ${attempts} times too late to tell whose keys are in force`);
  }

  /** Undefined where the database has to be asked; null of an erased subject. */
  private keyOf(subjectId: string, loaded: ReadonlyMap<string, Buffer | null>): Buffer | null | undefined {
    if (this.erased.has(subjectId)) return null;
    const known = this.known.get(subjectId);
    return known && !known.isCandidate ? known.key : loaded.get(subjectId);
  }

  /** Whoever asks meanwhile takes the same answer: it is as old as its question. */
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
    if (lost !== undefined) throw new Error(`the key of subject ${lost} is lost: subject_keys has no row for it`);
    return keys;
  }

  /**
   * The keys of some subjects, and in the same moment of the database who was erased since the last look: that renews
   * the lease.
   */
  private async ask(subjectIds: readonly string[]): Promise<readonly KeyRow[] | 'late'> {
    const client = await this.pool.connect();
    let failure: Error | undefined;
    try {
      // Only now: a wait for a connection is no wait for an answer.
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
  /** Null in a row that tells a key. */
  readonly erasure: string | null;
}

const keysAndErasures = `
  select subject_id as "subjectId", wrapped_key as wrapped, null::bigint as erasure
  from subject_keys where subject_id = any ($1)
  union all
  select subject_id, null, erasure from subject_keys
  where erasure >= coalesce($2, (select k.erasure from subject_keys k where k.erasure is not null order by k.erasure desc limit 1))
  order by 3 nulls first`;
