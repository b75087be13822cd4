import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import type { Keyring } from './keyring';

/** A subject's key, as it is used and as it is stored. */
export interface SubjectKey {
  readonly key: Buffer;
  readonly wrapped: Buffer;
  /** A candidate becomes the subject's key when the first append under it is stored; nothing may be read with it before. */
  readonly isCandidate: boolean;
}

// Bounds for how long another process may still read what was erased by this one, until `sealed` is nulled as well.
const rememberedMs = 60_000;
const remembered = 20_000;

/** The subjects' keys that this process knows: from the database, and candidates for subjects who have none yet. */
export class SubjectKeys {
  private readonly known = new LRUCache<string, SubjectKey>({ max: remembered, ttl: rememberedMs });

  constructor(
    private readonly pool: Pool,
    private readonly keyring: Keyring,
  ) {}

  get wrappingKeyId(): string {
    return this.keyring.id;
  }

  /** Asks nobody: whether the key is in force is found out, and put right, when what was sealed under it is appended. */
  forSealing(subjectId: string): SubjectKey {
    const known = this.known.get(subjectId);
    if (known) return known;
    const key = this.keyring.newKey();
    return this.remember(subjectId, { key, wrapped: this.keyring.wrap(key, subjectId), isCandidate: true });
  }

  /** The database stores this one. */
  confirm(subjectId: string, stored: SubjectKey): void {
    if (stored.isCandidate) this.remember(subjectId, { ...stored, isCandidate: false });
  }

  /** The database stores another one than was used here. */
  adopt(subjectId: string, wrapped: Buffer): Buffer {
    const key = this.keyring.unwrap(wrapped, subjectId);
    this.remember(subjectId, { key, wrapped, isCandidate: false });
    return key;
  }

  forget(subjectId: string): void {
    this.known.delete(subjectId);
  }

  /**
   * The keys of these subjects; null for those who were erased. One query for those that are not known here.
   * Throws where the database does not know a subject: its keys were lost, which must not look like an erasure.
   */
  async forOpening(subjectIds: ReadonlySet<string>): Promise<Map<string, Buffer | null>> {
    const keys = new Map<string, Buffer | null>();
    for (const subjectId of subjectIds) {
      const known = this.known.get(subjectId);
      if (known && !known.isCandidate) keys.set(subjectId, known.key);
    }
    const missing = [...subjectIds].filter((subjectId) => !keys.has(subjectId));
    if (missing.length === 0) return keys;
    for (const { subjectId, wrapped } of await this.load(missing))
      keys.set(subjectId, wrapped && this.adopt(subjectId, wrapped));
    const lost = missing.find((subjectId) => !keys.has(subjectId));
    if (lost !== undefined) throw new Error(`the key of subject ${lost} is lost: subject_keys has no row for it`);
    return keys;
  }

  private async load(subjectIds: string[]): Promise<{ subjectId: string; wrapped: Buffer | null }[]> {
    const { rows } = await this.pool.query<{ subjectId: string; wrapped: Buffer | null }>({
      name: 'subject_keys',
      text: 'select subject_id as "subjectId", wrapped_key as wrapped from subject_keys where subject_id = any($1)',
      values: [subjectIds],
    });
    return rows;
  }

  private remember(subjectId: string, key: SubjectKey): SubjectKey {
    this.known.set(subjectId, key);
    return key;
  }
}
