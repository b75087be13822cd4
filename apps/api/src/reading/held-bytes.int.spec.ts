import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from '#test/support/processes/service-process';

interface Measured {
  /** Bytes that the heap grew by. */
  readonly real: number;
  /** Bytes that were counted for it. */
  readonly told: number;
}

/** In a process of its own: in this one the heap grows by whatever else is tested. */
const measure = join(import.meta.dirname, '../../../../test/support/processes/programs/measure-held-bytes.cjs');
let measured: Record<string, Measured>;
beforeAll(() => {
  build();
  measured = JSON.parse(
    execFileSync(process.execPath, ['--expose-gc', measure], { encoding: 'utf8' }),
  ) as typeof measured;
});

describe('what an entry of a cache is counted for', () => {
  it.each([
    'a count',
    'a short answer in Latin letters',
    'a short answer in other letters',
    'a page of a thread',
    'a page of a thread in other letters',
    'what was made from a hundred articles',
  ])('is what it holds, or a little more: %s', (name) => {
    const { real, told } = measured[name] ?? { real: 0, told: 0 };
    expect(real).toBeGreaterThan(1_000_000); // it is not about nothing
    expect(told).toBeGreaterThan(0.95 * real);
    expect(told).toBeLessThan(3 * real);
  });
});
