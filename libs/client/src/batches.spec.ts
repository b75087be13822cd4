import { batches } from './batches.ts';
import { clientOf } from './client.ts';

const { addressOf } = clientOf({ base: 'https://comments.example' });
const counts = (article: readonly string[]) =>
  addressOf('GET /v1/sites/:site/counts', { params: { site: 'default' }, query: { article: [...article] } });

describe('the batches of a request', () => {
  it.each([
    ['200 short names', 200, 'a', 2],
    ['100 names', 100, 'a'.repeat(60), 1],
    ['100 names of 200 Chinese characters', 100, '文'.repeat(190), 32],
    ['one name', 1, 'a', 1],
  ])('fit into as few calls as possible: %s', (_, many, text, calls) => {
    const articles = Array.from({ length: many }, (_, index) => `${index} ${text}`);
    const asked = batches(articles, counts);
    expect(asked.flat()).toEqual(articles);
    expect(asked).toHaveLength(calls);
    for (const batch of asked) {
      expect(batch.length).toBeLessThanOrEqual(100);
      expect(counts(batch).length).toBeLessThanOrEqual(8000);
    }
  });

  it('have one item if a single item is too long', () => {
    expect(batches(['a', 'x'.repeat(9000)], counts)).toEqual([['a'], ['x'.repeat(9000)]]);
  });
});
