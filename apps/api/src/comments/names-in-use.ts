import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Pool } from 'pg';
import type { Policy } from '#contracts/policy';
import { nameKeys } from '#domain/screening/name-keys';
import type { Lookalike } from '#domain/screening/phase';
import { type NameInUse, namesOfModerators, namesOfStaff, namesUnder } from '#read-models/thread/names';
import type { Writer } from '../identity/callers.ts';
import { KnownNames } from './known-names.ts';

interface Remembered {
  readonly names: KnownNames;
  askedAt: number;
}

/** Names used through another process are known here after at most this time, names used through this one at once. */
const freshMs = 1000;
/** An erased author's name is out of memory after this time. */
const rememberedMs = 60_000;

/**
 * Finds authors under an article, or staff of the site, whose names look like a given one. Names are cached. An article
 * or a site where comments arrive costs at most one indexed query a second.
 */
@Injectable()
export class NamesInUse {
  private readonly remembered = new LRUCache<string, Promise<Remembered>>({ max: 1000, ttl: rememberedMs });

  constructor(private readonly pool: Pool) {}

  /**
   * Returns null for staff, whose names the site vouches for.
   * @param article null to search only the site's staff
   */
  async lookalike(site: string, article: string | null, writer: Writer, policy: Policy): Promise<Lookalike | null> {
    const { lookalikeNames, staffNames, reservedNames } = policy;
    if (writer.badge === 'staff' || (lookalikeNames === 'off' && staffNames === 'off')) return null;
    const keys = nameKeys(writer.name);
    const [here, staff] = await Promise.all([
      article === null ? undefined : this.current(site, article),
      staffNames === 'off' ? undefined : this.current(site, null),
    ]);
    const found = staff?.alike(keys, writer.id) ?? here?.alike(keys, writer.id);
    if (found?.isStaff && staffNames !== 'off')
      return { of: 'staff', authorId: found.authorId, isPublic: found.isPublic };
    if (staffNames !== 'off' && isReserved(keys, reservedNames))
      return { of: 'reserved', authorId: null, isPublic: true };
    return found && lookalikeNames !== 'off' ? { of: 'author', authorId: found.authorId, isPublic: true } : null;
  }

  /** Adds the name of a comment that was just published, without waiting for the read models. */
  add(site: string, article: string, { id: authorId, name, badge }: Writer): void {
    const isStaff = badge === 'staff';
    for (const where of isStaff ? [article, null] : [article])
      this.begun(site, where).then(
        ({ names }) => names.add({ authorId, name, isStaff, isPublic: true }),
        () => undefined, // the calls that await the same load report the error
      );
  }

  /** Empties the cache, loads in progress included, after a read model was rebuilt or repaired. */
  clear(): void {
    this.remembered.clear();
  }

  private async current(site: string, article: string | null): Promise<KnownNames> {
    const now = Date.now();
    const known = await this.begun(site, article);
    if (now - known.askedAt < freshMs) return known.names;
    known.askedAt = now; // calls during the query use the names known so far
    await this.load(site, article, known.names);
    return known.names;
  }

  private begun(site: string, article: string | null): Promise<Remembered> {
    const key = article === null ? site : `${site}/${article}`;
    const known = this.remembered.get(key);
    if (known) return known;
    const loading = this.load(site, article, new KnownNames());
    this.remembered.set(key, loading);
    loading.catch(() => this.remembered.peek(key) === loading && this.remembered.delete(key));
    return loading;
  }

  private async load(site: string, article: string | null, names: KnownNames): Promise<Remembered> {
    const askedAt = Date.now();
    for (const name of await this.ask(site, article, names.position)) names.add(name);
    return { names, askedAt };
  }

  private async ask(site: string, article: string | null, after: number): Promise<NameInUse[]> {
    if (article !== null) return namesUnder(this.pool, site, article, after);
    const [wrote, decided] = await Promise.all([
      namesOfStaff(this.pool, site, after),
      namesOfModerators(this.pool, site),
    ]);
    return [...wrote, ...decided];
  }
}

/** Keyed by the policy's own array, so that the keys of its reserved names are computed once. */
const reservedKeys = new WeakMap<readonly string[], ReadonlySet<string>>();

function isReserved(keys: readonly string[], reservedNames: readonly string[]): boolean {
  const reserved = reservedKeys.get(reservedNames) ?? new Set(reservedNames.flatMap(nameKeys));
  reservedKeys.set(reservedNames, reserved);
  return keys.some((key) => reserved.has(key));
}
