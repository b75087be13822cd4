import { Rounds } from './rounds.ts';

describe('rounds of work', () => {
  it('take together what comes together, and what came meanwhile, each once and in order', async () => {
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

  it('fail for everybody in them, and for nobody else', async () => {
    const rounds = new Rounds<string>(async (items) => {
      if (items.includes('bad')) throw new Error('not this one');
    });
    const outcomes = await Promise.allSettled(['fine', 'bad'].map((item) => rounds.join(item)));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(rounds.join('good')).resolves.toBeUndefined();
  });
});

describe('rounds of work that wait for company', () => {
  const seen: number[][] = [];
  const rounds = new Rounds<number>(async (items) => void seen.push([...items]), 60_000);
  beforeEach(() => seen.splice(0));

  it('are done at once for who asks for all of it', async () => {
    const joined = [rounds.join(1), rounds.join(2)];
    await rounds.settled();
    expect(seen).toEqual([[1, 2]]);
    await Promise.all(joined);
  });

  it('have nothing to do where nobody joined', async () => {
    await rounds.settled();
    expect(seen).toEqual([]);
  });
});
