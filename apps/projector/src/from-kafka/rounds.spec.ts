import { Rounds } from './rounds';

describe('rounds of work', () => {
  it('begin at once, and take together what came meanwhile, each once and in order', async () => {
    const seen: number[][] = [];
    let go = (): void => undefined;
    const first = new Promise<void>((resolve) => (go = resolve));
    const rounds = new Rounds<number>(async (items) => {
      seen.push([...items]);
      if (seen.length === 1) await first;
    });
    const all = [1, 2, 3].map((item) => rounds.join(item));
    expect(seen).toEqual([[1]]);
    go();
    await Promise.all(all);
    await rounds.join(4);
    expect(seen).toEqual([[1], [2, 3], [4]]);
  });

  it('fail for everybody in them, and for nobody else', async () => {
    const rounds = new Rounds<string>(async (items) => {
      if (items.includes('bad')) throw new Error('not this one');
    });
    const outcomes = await Promise.allSettled(['good', 'fine', 'bad'].map((item) => rounds.join(item)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    await expect(rounds.join('good')).resolves.toBeUndefined();
  });
});
