import type { FastifyReply, FastifyRequest } from 'fastify';
import { finish } from './answer-cache';
import { Door } from './door';

const from = ['default/an-article'];
const names = ['sort', 'limit', 'cursor'];
const page = '/v1/sites/default/articles/an-article/comments';

const request = (url: string, headers: Record<string, string> = {}): FastifyRequest =>
  ({ url, headers, method: 'GET' }) as unknown as FastifyRequest;

/** Whether somebody who asks for this is answered at the door. */
function isAnswered(door: Door, url: string, headers: Record<string, string> = {}): boolean {
  let passed = false;
  const reply = { header: () => reply, code: () => reply, send: () => reply } as unknown as FastifyReply;
  door.onRequest(request(url, headers), reply, () => (passed = true));
  return !passed;
}

describe('the door', () => {
  let door: Door;
  const keep = (url: string, body: unknown = 'an answer', headers: Record<string, string> = {}): void =>
    door.keep(request(url, headers), finish(body), { since: door.moment(), from, names });
  beforeEach(() => {
    door = new Door();
  });

  it('answers what was answered before, until the article changes', () => {
    keep(`${page}?sort=newest`);
    expect(isAnswered(door, `${page}?sort=newest`)).toBe(true);
    expect(isAnswered(door, `${page}?sort=top`)).toBe(false);
    door.forget('default/an-article');
    expect(isAnswered(door, `${page}?sort=newest`)).toBe(false);
  });

  it('answers nobody who says who they are, and keeps nothing of theirs', () => {
    keep(page, 'for one', { authorization: 'Bearer x' });
    expect(isAnswered(door, page)).toBe(false);
    keep(page);
    expect(isAnswered(door, page, { authorization: 'Bearer x' })).toBe(false);
    expect(isAnswered(door, page)).toBe(true);
  });

  it('keeps nothing under names that mean the same as another', () => {
    for (const variant of ['?utm_source=a', '?sort=newest&sort=newest', '?sort=%6Eewest', '/', '?after=1'])
      keep(page + variant);
    for (const variant of ['?utm_source=a', '?sort=newest&sort=newest', '?sort=%6Eewest', '/', '?after=1'])
      expect([variant, isAnswered(door, page + variant)]).toEqual([variant, false]);
  });

  it('does not lose the page that everybody asks for to hundreds of others of the same article', () => {
    keep(page);
    for (let n = 1; n <= 100; n++) {
      keep(`${page}?limit=${n}`, 'long'.repeat(100_000));
      expect(isAnswered(door, page)).toBe(true);
    }
    expect(isAnswered(door, `${page}?limit=1`)).toBe(false);
  });
});
