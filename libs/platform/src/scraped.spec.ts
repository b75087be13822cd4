import { Scraped } from './scraped.ts';

describe('what is scraped', () => {
  let reads: number;
  const numbers = new Scraped<readonly number[]>([]);
  beforeEach(() => {
    reads = 0;
    numbers.from(async () => [(reads += 1)]);
  });

  it('is nothing before anybody says where it is', async () => {
    expect(await new Scraped('nothing').now()).toBe('nothing');
  });

  it('is asked for once by all who show it, and anew the next time', async () => {
    expect(await Promise.all([numbers.now(), numbers.now()])).toEqual([[1], [1]]);
    expect(await numbers.now()).toEqual([2]);
  });

  it('is nothing while the database is away', async () => {
    numbers.from(() => Promise.reject(new Error('away')));
    expect(await numbers.now()).toEqual([]);
  });
});
