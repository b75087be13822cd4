import { Undos } from './undos.ts';

describe('a decision that can be undone', () => {
  const undone: string[] = [];
  let answers: (() => void)[] = [];
  const something = (name: string) => ({
    begin: () => undone.push(`${name} begins`),
    run: () =>
      new Promise<void>((resolve) => {
        undone.push(`${name} runs`);
        answers.push(resolve);
      }),
  });
  const told = async (): Promise<string[]> => {
    await new Promise(setImmediate);
    return undone.splice(0);
  };
  beforeEach(() => {
    undone.length = 0;
    answers = [];
  });

  it('is undone newest first, each after the one before has finished', async () => {
    const undos = new Undos();
    for (const name of ['a', 'b', 'c']) undos.add(something(name));
    for (let presses = 0; presses < 5; presses++) undos.takeNewest();
    expect(await told()).toEqual(['c begins', 'b begins', 'a begins', 'c runs']);
    expect(undos.any.value).toBe(false);
    answers[0]?.();
    expect(await told()).toEqual(['b runs']);
    answers[1]?.();
    expect(await told()).toEqual(['a runs']);
  });

  it('is undone once, also by its own button, and continues after a failure', async () => {
    const undos = new Undos();
    const failing = { begin: () => undefined, run: () => Promise.reject(new Error('no')) };
    const first = something('first');
    undos.add(first);
    undos.add(failing);
    undos.takeNewest();
    undos.take(first);
    undos.take(first);
    expect(await told()).toEqual(['first begins', 'first runs']);
  });

  it('is forgotten if it was not applied', async () => {
    const undos = new Undos();
    undos.add(something('stays'));
    undos.add(something('goes'))();
    undos.takeNewest();
    expect(await told()).toEqual(['stays begins', 'stays runs']);
  });
});
