import { setImmediate as turn } from 'node:timers/promises';

// A reader's request waits that long at most, and a turn costs some microseconds.
const longestTurn = 8;

/** Goes through the steps of long work; every 8 ms whoever else waits for the event loop has a turn. */
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
