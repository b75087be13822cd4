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

/** How soon a name that another process took is known here; what this one took is at once. */
const freshMs = 1000;
/** Who was erased is out of memory after this time. */
const rememberedMs = 60_000;

/**
 * Whose name an author's name looks like, under the article and among the site's staff. The names are remembered and
 * followed by one indexed query a second for an article or a site where somebody writes, however many write there.
 */
@Injectable()
export class NamesInUse {
  private readonly remembered = new LRUCache<string, Promise<Remembered>>({ max: 1000, ttl: rememberedMs });

  constructor(private readonly pool: Pool) {}

  /**
   * Staff are who they are.
   * @param article null: only among the site's staff
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

  /** A comment with this name is to be seen from now on; here at once, wherever the read models are. */
  heard(site: string, article: string, { id: authorId, name, badge }: Writer): void {
    const isStaff = badge === 'staff';
    for (const where of isStaff ? [article, null] : [article])
      this.begun(site, where).then(
        ({ names }) => names.add({ authorId, name, isStaff, isPublic: true }),
        () => undefined, // whoever waits for the names is told
      );
  }

  /**
   * The read models were made anew, or mended. What is being loaded goes with it: it is remembered from when its
   * loading begins.
   */
  clear(): void {
    this.remembered.clear();
  }

  private async current(site: string, article: string | null): Promise<KnownNames> {
    const now = Date.now();
    const known = await this.begun(site, article);
    if (now - known.askedAt < freshMs) return known.names;
    known.askedAt = now; // whoever comes meanwhile goes by what is known
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

/** A policy keeps its list: what its names look like is found out once. */
const reservedKeys = new WeakMap<readonly string[], ReadonlySet<string>>();

function isReserved(keys: readonly string[], reservedNames: readonly string[]): boolean {
  const reserved = reservedKeys.get(reservedNames) ?? new Set(reservedNames.flatMap(nameKeys));
  reservedKeys.set(reservedNames, reserved);
  return keys.some((key) => reserved.has(key));
}
