import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from '#test/support/processes/service-process';

interface Measured {
  /** The growth of the heap, in bytes. */
  readonly real: number;
  /** The bytes that `heldBytes` counts. */
  readonly told: number;
}

/** Runs in a separate process, because other tests change the heap of this one. */
const measure = join(import.meta.dirname, '../../../../test/support/processes/programs/measure-held-bytes.cjs');
let measured: Record<string, Measured>;
beforeAll(() => {
  build();
  measured = JSON.parse(
    execFileSync(process.execPath, ['--expose-gc', measure], { encoding: 'utf8' }),
  ) as typeof measured;
});

describe('the counted bytes of a cache entry', () => {
  it.each([
    'a count',
    'a short answer in Latin letters',
    'a short answer in other letters',
    'a page of a thread',
    'a page of a thread in other letters',
    'what was made from a hundred articles',
  ])('are about what it holds, rather more than less: %s', (name) => {
    const { real, told } = measured[name] ?? { real: 0, told: 0 };
    expect(real).toBeGreaterThan(1_000_000); // enough to measure
    expect(told).toBeGreaterThan(0.95 * real);
    expect(told).toBeLessThan(3 * real);
  });
});
