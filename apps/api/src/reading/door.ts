import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CachedAnswer } from './answer-cache';
import { KeyedCache } from './keyed-cache';
import { sendCached } from './send-cached';

/** A client that waits for a position must not be answered from before it. */
const isWaiting = /[?&]after=/;

/**
 * Answers at the door: a public question whose very address was asked before, about articles that did not change since, is answered before it is routed,
 * parsed and checked. Everything here was answered once the long way, to somebody without a token.
 */
export class Door {
  private readonly answers = new KeyedCache<CachedAnswer>({ maxEntries: 20_000, maxBytes: 32 * 1024 * 1024 });
  private changes = 0;

  /** To be taken before an answer is made: if anything changes meanwhile, the answer is not kept. */
  moment(): number {
    return this.changes;
  }

  keep(request: FastifyRequest, answer: CachedAnswer, made: { since: number; from: readonly string[] }): void {
    const isPublic = request.headers.authorization === undefined && !isWaiting.test(request.url);
    if (!isPublic || answer.ttlMs !== undefined || made.since !== this.changes) return;
    const bytes = request.url.length + answer.body.length;
    this.answers.keep(request.url, answer, { keys: made.from, bytes });
  }

  /** Fastify's `onRequest`. */
  readonly onRequest = (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const isPublic = request.method === 'GET' && request.headers.authorization === undefined;
    const answer = isPublic ? this.answers.get(request.url) : undefined;
    if (answer) sendCached(request, reply, answer);
    else done();
  };

  forget(articleKey: string): void {
    this.changes += 1;
    this.answers.forget(articleKey);
  }

  clear(): void {
    this.changes += 1;
    this.answers.clear();
  }
}
