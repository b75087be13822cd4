import { AnswerCache, bodyOf } from './answer-cache.ts';

const key = (n: number): string => `default/an-article-with-a-name-as-they-are-${n}`;
/** Builds a new string each time, because equal literals would share their memory. */
const text = (letter: string, length: number, n: number): string => `${n}${letter.repeat(length)}`;

describe('the answer cache', () => {
  it('does not evict threads for the counts of unknown articles', async () => {
    const cache = new AnswerCache();
    const thread = () => cache.get('default/hot', 'thread', async () => ({ body: `made ${++made}` }));
    let made = 0;
    await thread();
    for (let n = 0; n < 30_000; n++) await cache.count(key(n), async () => [0, 0]);
    await thread();
    expect(made).toBe(1);
  });

  it('does not evict an article for many requests about another', async () => {
    const cache = new AnswerCache();
    let made = 0;
    const quiet = () => cache.get('default/quiet', 'thread', async () => ({ body: `made ${++made}` }));
    await quiet();
    for (let n = 0; n < 500; n++)
      await cache.get('default/attacked', `thread ${n}`, async () => ({ body: bodyOf(text('a', 500_000, n)) }));
    await quiet();
    expect(made).toBe(1);
  });

  it('does not evict the most requested page of an article for others of the same article', async () => {
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
