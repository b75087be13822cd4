import type { FastifyReply, FastifyRequest } from 'fastify';
import { finish } from './answer-cache.ts';
import { EarlyAnswers } from './early-answers.ts';

const from = ['default/an-article'];
const names = ['sort', 'limit', 'cursor'];
const page = '/v1/sites/default/articles/an-article/comments';

const request = (url: string, headers: Record<string, string> = {}): FastifyRequest =>
  ({ url, headers, method: 'GET' }) as unknown as FastifyRequest;

/** Returns true if the request is answered before the router. */
function isAnswered(early: EarlyAnswers, url: string, headers: Record<string, string> = {}): boolean {
  let passed = false;
  const reply = { header: () => reply, code: () => reply, send: () => reply } as unknown as FastifyReply;
  early.onRequest(request(url, headers), reply, () => (passed = true));
  return !passed;
}

describe('early answers', () => {
  let early: EarlyAnswers;
  const keep = (url: string, body: unknown = 'an answer', headers: Record<string, string> = {}): void =>
    early.keep(request(url, headers), finish(body), { since: early.moment(), from, names });
  beforeEach(() => {
    early = new EarlyAnswers();
  });

  it('repeat an answer until the article changes', () => {
    keep(`${page}?sort=newest`);
    expect(isAnswered(early, `${page}?sort=newest`)).toBe(true);
    expect(isAnswered(early, `${page}?sort=top`)).toBe(false);
    early.forget('default/an-article');
    expect(isAnswered(early, `${page}?sort=newest`)).toBe(false);
  });

  it('are neither kept from nor sent to a request with a token', () => {
    keep(page, 'for one', { authorization: 'Bearer x' });
    expect(isAnswered(early, page)).toBe(false);
    keep(page);
    expect(isAnswered(early, page, { authorization: 'Bearer x' })).toBe(false);
    expect(isAnswered(early, page)).toBe(true);
  });

  it('are not kept under URLs that are not canonical', () => {
    for (const variant of ['?utm_source=a', '?sort=newest&sort=newest', '?sort=%6Eewest', '/', '?after=1'])
      keep(page + variant);
    for (const variant of ['?utm_source=a', '?sort=newest&sort=newest', '?sort=%6Eewest', '/', '?after=1'])
      expect([variant, isAnswered(early, page + variant)]).toEqual([variant, false]);
  });

  it('keep the most requested page of an article when a hundred others are kept', () => {
    keep(page);
    for (let n = 1; n <= 100; n++) {
      keep(`${page}?limit=${n}`, 'long'.repeat(100_000));
      expect(isAnswered(early, page)).toBe(true);
    }
    expect(isAnswered(early, `${page}?limit=1`)).toBe(false);
  });
});
