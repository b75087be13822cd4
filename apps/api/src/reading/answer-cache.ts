import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SharedLoads } from './shared-loads.ts';

/** A finished answer: its bytes and the ETag made from them. */
export interface CachedAnswer {
  readonly body: string | Buffer;
  readonly etag: string;
  /** The longest time to keep the answer, even if the article does not change. */
  readonly ttlMs?: number | undefined;
  /** The answer's `cache-control`; absent: as its route declares. */
  readonly cacheControl?: string | undefined;
}

/** An article's count, and the position of its last event. */
export type KnownCount = readonly [count: number, position: number];

const megabyte = 1024 * 1024;

/**
 * Caches public answers about articles until the article changes. Counts have a cache of their own: a listing page asks
 * for a hundred at once, even for articles without comments, and must not evict threads.
 */
@Injectable()
export class AnswerCache {
  private readonly pages = new SharedLoads<CachedAnswer>({
    maxEntries: 20_000,
    maxBytes: 24 * megabyte,
    maxBytesPerKey: 4 * megabyte,
  });
  private readonly counts = new SharedLoads<KnownCount>({ maxEntries: 20_000, maxBytes: 8 * megabyte });

  /** @param articleKey `{site}/{article}`, as in the log's partition key */
  get(articleKey: string, query: string, load: () => Promise<Omit<CachedAnswer, 'etag'>>): Promise<CachedAnswer> {
    return this.pages.get(`${query}\n${articleKey}`, [articleKey], async () => {
      const answer = await load();
      return { value: { ...answer, etag: etagOf(answer.body) }, body: answer.body, ttlMs: answer.ttlMs };
    });
  }

  count(articleKey: string, load: () => Promise<KnownCount>): Promise<KnownCount> {
    return this.counts.get(articleKey, [articleKey], async () => ({ value: await load(), body: '' }));
  }

  forget(articleKey: string): void {
    this.pages.forget(articleKey);
    this.counts.forget(articleKey);
  }

  clear(): void {
    this.pages.clear();
    this.counts.clear();
  }
}

/** The ETag is a hash of the bytes, so it is the same in every process and changes exactly when the answer does. */
export function finish(answer: unknown): CachedAnswer {
  const body = bodyOf(JSON.stringify(answer));
  return { body, etag: etagOf(body) };
}

export const etagOf = (body: string | Buffer): string => `"${createHash('sha1').update(body).digest('base64url')}"`;

/** Shorter texts are sent in one piece with their headers, so they stay strings. */
const shortest = 4096;

/**
 * Encodes a long answer once, so that all concurrent responses share its memory, however slowly clients read. Allocates
 * outside of Node's buffer pool: a slice of the pool would keep the whole pool alive.
 */
export function bodyOf(text: string): string | Buffer {
  if (text.length < shortest) return text;
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
  bytes.write(text);
  return bytes;
}
