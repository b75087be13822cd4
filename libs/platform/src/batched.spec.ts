import { batched } from './batched.ts';

describe('values requested in one turn of the event loop', () => {
  const asked: number[][] = [];
  const roman = batched(
    async (keys: readonly number[]) => {
      asked.push([...keys]);
      if (keys.includes(13)) throw new Error('not thirteen');
      return new Map<number, string | Error>([
        [1, 'I'],
        [2, 'II'],
        [0, new Error('no zero')],
      ]);
    },
    { atOnce: 3 },
  );
  beforeEach(() => asked.splice(0));

  it('are read together, each key once', async () => {
    expect(await Promise.all([roman(1), roman(2), roman(1)])).toEqual(['I', 'II', 'I']);
    expect(asked).toEqual([[1, 2]]);
  });

  it('are read again the next time', async () => {
    await roman(1);
    await roman(1);
    expect(asked).toEqual([[1], [1]]);
  });

  it('are read in several batches above the limit', async () => {
    await Promise.all([1, 2, 3, 4].map(roman));
    expect(asked).toEqual([[1, 2, 3], [4]]);
  });

  it('are undefined if missing from the result, and reject if the value is an Error', async () => {
    const outcomes = await Promise.allSettled([roman(5), roman(0), roman(1)]);
    expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : 'failed'))).toEqual([
      undefined,
      'failed',
      'I',
    ]);
  });

  it('all reject if the read fails', async () => {
    const outcomes = await Promise.allSettled([roman(13), roman(1)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
