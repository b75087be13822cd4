import * as fc from 'fast-check';
import { type SuiteTables, suiteTables } from '#test/support/read-models/suite-tables';
import { afterErasure, historyOf } from '#test/support/histories/random-history';

describe('the read models of a random history', () => {
  const tables = suiteTables();

  async function rowsAfter(batches: Iterable<Parameters<SuiteTables['feed']>[0]>) {
    await tables.begin();
    for (const batch of batches) await tables.feed(batch);
    return tables.rows();
  }

  it('are the same for any batches, and if events are repeated', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 250 }), sizes, async (seed, length, cuts) => {
        const history = historyOf(seed, length);
        const live = await rowsAfter(cutInto(history, cuts));
        expect(await rowsAfter([history])).toEqual(live);
        await tables.repeat(history);
        expect(await tables.rows()).toEqual(live);
      }),
      { numRuns: 12 },
    );
  });

  it('are the same after a rebuild without the keys of erased people', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const history = historyOf(seed, 300);
        const live = await rowsAfter(cutInto(history, [7]));
        expect(await rowsAfter([afterErasure(history)])).toEqual(live);
      }),
      { numRuns: 8 },
    );
  });
});

/** Splits a history into pieces of these sizes, repeatedly. */
function* cutInto<T>(history: readonly T[], sizes: readonly number[]): Generator<T[]> {
  for (let [at, turn] = [0, 0]; at < history.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield history.slice(at, at + size);
    at += size;
  }
}
