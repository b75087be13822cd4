import { Scraped } from './scraped.ts';

describe('a scraped value', () => {
  let reads: number;
  const numbers = new Scraped<readonly number[]>([]);
  beforeEach(() => {
    reads = 0;
    numbers.from(async () => [(reads += 1)]);
  });

  it('is the default before a source is set', async () => {
    expect(await new Scraped('nothing').now()).toBe('nothing');
  });

  it('is read once for concurrent callers, and again the next time', async () => {
    expect(await Promise.all([numbers.now(), numbers.now()])).toEqual([[1], [1]]);
    expect(await numbers.now()).toEqual([2]);
  });

  it('is the default while the database is unavailable', async () => {
    numbers.from(() => Promise.reject(new Error('unavailable')));
    expect(await numbers.now()).toEqual([]);
  });
});
