import { setImmediate as turn } from 'node:timers/promises';

// Milliseconds. The longest delay for a reader's request; yielding takes some microseconds.
const longestTurn = 8;

/** Runs the steps of long work, and yields to the event loop every 8 ms. */
export async function inTurns<Result>(steps: Iterator<unknown, Result, undefined>): Promise<Result> {
  let began = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - began < longestTurn) continue;
    await turn();
    began = performance.now();
  }
}

/** Maps items one by one, in turns. */
export const mapInTurns = <Item, Result>(items: readonly Item[], map: (item: Item) => Result): Promise<Result[]> =>
  inTurns(
    (function* (): Generator<undefined, Result[]> {
      const mapped: Result[] = [];
      for (const item of items) {
        mapped.push(map(item));
        yield;
      }
      return mapped;
    })(),
  );
