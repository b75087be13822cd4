import { Turns } from './turns.ts';

describe('turns', () => {
  it('come one after the other, each in a separate turn of the event loop', async () => {
    const turns = new Turns();
    const happened: string[] = [];
    const working = Promise.all([1, 2, 3].map((n) => turns.next().then(() => happened.push(`work ${n}`))));
    const others = async (): Promise<void> => {
      for (let n = 1; n <= 3; n++) {
        await new Promise((resolve) => setImmediate(resolve));
        happened.push(`other ${n}`);
      }
    };
    await Promise.all([working, others()]);
    for (const [first, second] of [
      ['work 1', 'work 2'],
      ['work 2', 'work 3'],
    ] as const)
      expect(happened.slice(happened.indexOf(first), happened.indexOf(second)).length).toBeGreaterThan(1);
  });
});
