import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { FastifyRequest } from 'fastify';
import { AnswerCache, bodyOf, finish } from './answer-cache';
import { Door } from './door';
import { heldBytes } from './held-bytes';
import { SharedLoads } from './shared-loads';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What this process holds once everything is freed that can be, in bytes. */
async function held(): Promise<number> {
  for (let n = 0; n < 4; n++) {
    collectGarbage();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const key = (n: number): string => `default/an-article-with-a-name-as-they-are-${n}`;
const id = (n: number): string => `thread newest 20  \n${key(n)}`;
/** Made anew each time: one literal would be held once. */
const text = (letter: string, length: number, n: number): string => `${n}${letter.repeat(length)}`;

describe('what an entry of a cache is counted for', () => {
  it.each([
    ['a count', 10_000, (n: number) => text('1', 5, n)],
    ['a short answer in Latin letters', 5000, (n: number) => text('a', 2000, n)],
    ['a short answer in other letters', 5000, (n: number) => text('你', 2000, n)],
    ['a page of a thread', 400, (n: number) => text('a', 50_000, n)],
    ['a page of a thread in other letters', 400, (n: number) => text('你', 50_000, n)],
  ])('is what it holds, or a little more: %s', async (_name, entries, body) => {
    const loads = new SharedLoads<object>({ maxEntries: 20_000, maxBytes: 1e9 });
    await loads.get(id(-1), [key(-1)], async () => ({ value: {}, body: '' }));
    const [before, counted] = [await held(), loads.bytes];
    for (let n = 0; n < entries; n++)
      await loads.get(id(n), [key(n)], async () => {
        const answer = bodyOf(JSON.stringify(body(n)));
        return { value: { ...finish(''), body: answer }, body: answer };
      });
    const [real, told] = [(await held()) - before, loads.bytes - counted];
    expect(told).toBeGreaterThan(0.95 * real);
    expect(told).toBeLessThan(3 * real);
  });

  it('is what it holds where it was made from a hundred articles', async () => {
    const door = new Door();
    const request = (n: number): FastifyRequest => {
      const ids = Array.from({ length: 100 }, (_, at) => `article=read-${n * 100 + at}`);
      return { url: `/v1/sites/default/counts?${ids.join('&')}`, headers: {} } as unknown as FastifyRequest;
    };
    const made = (n: number) => ({
      since: door.moment(),
      from: Array.from({ length: 100 }, (_, at) => `default/read-${n * 100 + at}`),
      ...{ names: ['article'], lists: ['article'] },
    });
    const before = await held();
    let told = 0;
    for (let n = 0; n < 100; n++) {
      const answer = finish({ counts: { [`read-${n}`]: n }, position: '1' });
      door.keep(request(n), answer, made(n));
      told += heldBytes({ id: request(n).url, keys: made(n).from, body: answer.body });
    }
    const real = (await held()) - before;
    expect(real).toBeGreaterThan(100 * 20_000); // it is not about nothing
    expect(told).toBeGreaterThan(0.95 * real);
    expect(door).toBeDefined();
  });
});

describe('the cache of answers', () => {
  it('does not lose threads to counts of articles that there are not', async () => {
    const cache = new AnswerCache();
    const thread = () => cache.get('default/hot', 'thread', async () => ({ body: `made ${++made}` }));
    let made = 0;
    await thread();
    for (let n = 0; n < 30_000; n++) await cache.count(key(n), async () => [0, 0]);
    await thread();
    expect(made).toBe(1);
  });

  it('does not lose an article to many questions about another', async () => {
    const cache = new AnswerCache();
    let made = 0;
    const quiet = () => cache.get('default/quiet', 'thread', async () => ({ body: `made ${++made}` }));
    await quiet();
    for (let n = 0; n < 500; n++)
      await cache.get('default/attacked', `thread ${n}`, async () => ({ body: bodyOf(text('a', 500_000, n)) }));
    await quiet();
    expect(made).toBe(1);
  });

  it('does not lose the question that is asked most to many others about the same article', async () => {
    const cache = new AnswerCache();
    let made = 0;
    const hot = () => cache.get('default/hot', 'thread newest 20', async () => ({ body: `made ${++made}` }));
    for (let n = 0; n < 200; n++) {
      await hot();
      await cache.get('default/hot', `thread ${n}`, async () => ({ body: bodyOf(text('a', 500_000, n)) }));
    }
    expect(made).toBe(1);
  });
});
