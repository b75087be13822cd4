import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CachedAnswer } from './answer-cache.ts';
import { isCanonicalUrl } from './canonical-url.ts';
import { heldBytes } from './held-bytes.ts';
import { KeyedCache } from './keyed-cache.ts';
import { sendCached } from './send-cached.ts';

/** A client that waits for a position must not get an answer from before it. */
const isWaiting = /[?&]after=/;

const megabyte = 1024 * 1024;

export interface Made {
  /** The value of `moment()` before the answer was made. */
  readonly since: number;
  /** The articles that the answer was made from. */
  readonly from: readonly string[];
  /** The parameters that the route knows, and those of them that may be repeated. */
  readonly names?: readonly string[];
  readonly lists?: readonly string[];
}

/**
 * Answers a public GET request before it is routed, parsed and checked, if the same URL was answered before and its
 * articles have not changed since. Every kept answer was made once by its route for a request without a token.
 */
@Injectable()
export class EarlyAnswers {
  /**
   * Answers about one article. Those about several are separate, because clients can combine articles without limit.
   */
  private readonly ofOne = new KeyedCache<CachedAnswer>({
    maxEntries: 20_000,
    maxBytes: 24 * megabyte,
    maxBytesPerKey: 2 * megabyte,
  });
  private readonly ofMany = new KeyedCache<CachedAnswer>({ maxEntries: 5000, maxBytes: 8 * megabyte });
  private changes = 0;

  /** Call this before making an answer. If any article changes in the meantime, `keep` ignores the answer. */
  moment(): number {
    return this.changes;
  }

  keep({ url, headers }: FastifyRequest, answer: CachedAnswer, made: Made): void {
    const { since, from, names = [], lists } = made;
    const isPublic = headers.authorization === undefined && !isWaiting.test(url);
    if (!isPublic || answer.ttlMs !== undefined || since !== this.changes) return;
    if (!isCanonicalUrl(url, names, lists)) return;
    const kept = from.length === 1 ? this.ofOne : this.ofMany;
    kept.keep(url, answer, { keys: from, bytes: heldBytes({ id: url, keys: from, body: answer.body }) });
  }

  /** Fastify's `onRequest`. */
  readonly onRequest = (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const isPublic = request.method === 'GET' && request.headers.authorization === undefined;
    const answer = isPublic ? (this.ofOne.get(request.url) ?? this.ofMany.get(request.url)) : undefined;
    if (answer) sendCached(request, reply, answer);
    else done();
  };

  forget(articleKey: string): void {
    this.changes += 1;
    this.ofOne.forget(articleKey);
    this.ofMany.forget(articleKey);
  }

  clear(): void {
    this.changes += 1;
    this.ofOne.clear();
    this.ofMany.clear();
  }
}
