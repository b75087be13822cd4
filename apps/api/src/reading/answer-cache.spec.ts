import { AnswerCache, bodyOf } from './answer-cache.ts';

const key = (n: number): string => `default/an-article-with-a-name-as-they-are-${n}`;
/** Made anew each time: one literal would be held once. */
const text = (letter: string, length: number, n: number): string => `${n}${letter.repeat(length)}`;

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
