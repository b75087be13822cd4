import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CachedAnswer } from './answer-cache.ts';
import { isWrittenPlainly } from './asked-address.ts';
import { heldBytes } from './held-bytes.ts';
import { KeyedCache } from './keyed-cache.ts';
import { sendCached } from './send-cached.ts';

/** A client that waits for a position must not be answered from before it. */
const isWaiting = /[?&]after=/;

const megabyte = 1024 * 1024;

export interface Made {
  /** `moment()` from before it was made. */
  readonly since: number;
  /** The articles that it was made from. */
  readonly from: readonly string[];
  /** The parameters that the question knows, and those of them that are lists. */
  readonly names?: readonly string[];
  readonly lists?: readonly string[];
}

/**
 * Answers before the router: a public question whose very address was asked before, about articles that did not change
 * since, is answered before it is routed, parsed and checked. Everything here was answered once the long way, to
 * somebody without a token.
 */
@Injectable()
export class EarlyAnswers {
  /** About one article, and about several at once: of these there are as many as there are sets of articles. */
  private readonly ofOne = new KeyedCache<CachedAnswer>({
    maxEntries: 20_000,
    maxBytes: 24 * megabyte,
    maxBytesPerKey: 2 * megabyte,
  });
  private readonly ofMany = new KeyedCache<CachedAnswer>({ maxEntries: 5000, maxBytes: 8 * megabyte });
  private changes = 0;

  /** To be taken before an answer is made: if anything changes meanwhile, the answer is not kept. */
  moment(): number {
    return this.changes;
  }

  keep({ url, headers }: FastifyRequest, answer: CachedAnswer, made: Made): void {
    const { since, from, names = [], lists } = made;
    const isPublic = headers.authorization === undefined && !isWaiting.test(url);
    if (!isPublic || answer.ttlMs !== undefined || since !== this.changes) return;
    if (!isWrittenPlainly(url, names, lists)) return;
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
