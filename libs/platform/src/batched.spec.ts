import { batched } from './batched.ts';

describe('what is wanted in one turn', () => {
  const asked: number[][] = [];
  const roman = batched(
    async (keys: readonly number[]) => {
      asked.push([...keys]);
      if (keys.includes(13)) throw new Error('not thirteen');
      return new Map<number, string | Error>([
        [1, 'I'],
        [2, 'II'],
        [0, new Error('there is none')],
      ]);
    },
    { atOnce: 3 },
  );
  beforeEach(() => asked.splice(0));

  it('is asked for together, each of it once', async () => {
    expect(await Promise.all([roman(1), roman(2), roman(1)])).toEqual(['I', 'II', 'I']);
    expect(asked).toEqual([[1, 2]]);
  });

  it('is asked for anew the next time', async () => {
    await roman(1);
    await roman(1);
    expect(asked).toEqual([[1], [1]]);
  });

  it('is asked for in several goes where it is much', async () => {
    await Promise.all([1, 2, 3, 4].map(roman));
    expect(asked).toEqual([[1, 2, 3], [4]]);
  });

  it('has no value where the answer has none, and fails alone where the value is an error', async () => {
    const outcomes = await Promise.allSettled([roman(5), roman(0), roman(1)]);
    expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : 'failed'))).toEqual([
      undefined,
      'failed',
      'I',
    ]);
  });

  it('fails for all where asking fails', async () => {
    const outcomes = await Promise.allSettled([roman(13), roman(1)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
