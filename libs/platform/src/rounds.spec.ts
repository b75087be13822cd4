import { Rounds } from './rounds.ts';

describe('rounds of work', () => {
  it('process items that arrive together, or during a round, together, once and in order', async () => {
    const seen: number[][] = [];
    const meanwhile: Promise<void>[] = [];
    const rounds = new Rounds<number>(async (items) => {
      seen.push([...items]);
      if (seen.length === 1) meanwhile.push(rounds.join(3), rounds.join(4));
    });
    await Promise.all([rounds.join(1), rounds.join(2)]);
    await Promise.all(meanwhile);
    await rounds.join(5);
    expect(seen).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('reject all items of a failed round, and no others', async () => {
    const rounds = new Rounds<string>(async (items) => {
      if (items.includes('bad')) throw new Error('not this one');
    });
    const outcomes = await Promise.allSettled(['fine', 'bad'].map((item) => rounds.join(item)));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(rounds.join('good')).resolves.toBeUndefined();
  });
});

describe('rounds of work with a gathering time', () => {
  const seen: number[][] = [];
  const rounds = new Rounds<number>(async (items) => void seen.push([...items]), 60_000);
  beforeEach(() => seen.splice(0));

  it('start at once when `settled` is called', async () => {
    const joined = [rounds.join(1), rounds.join(2)];
    await rounds.settled();
    expect(seen).toEqual([[1, 2]]);
    await Promise.all(joined);
  });

  it('do nothing without items', async () => {
    await rounds.settled();
    expect(seen).toEqual([]);
  });
});
