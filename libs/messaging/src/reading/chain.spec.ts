import * as fc from 'fast-check';
import { stepOf } from './chain';

const record = (position: number, prev: number | null = null) => ({ position, prev });

describe('the chain of a partition', () => {
  it('begins wherever reading begins', () => {
    expect(stepOf(undefined, record(7))).toBe('next');
    expect(stepOf(undefined, record(7, 3))).toBe('next');
  });

  it('goes on at the record whose prev was read last, and with no other', () => {
    expect(stepOf(7, record(9, 7))).toBe('next');
    expect(stepOf(7, record(12, 9))).toBe('hole');
    expect(stepOf(7, record(9))).toBe('hole');
    expect(stepOf(7, record(9, 5))).toBe('hole');
  });

  it('tells repetitions, whole runs of them included', () => {
    expect(stepOf(7, record(7, 3))).toBe('repeat');
    expect(stepOf(7, record(3))).toBe('repeat');
  });

  it('yields every event once whatever is repeated, and notices every record that is dropped', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(gaps, fc.nat(), fc.nat(), (steps, from, dropped) => {
        const chain = chainOf(steps);
        const again = from % chain.length;
        const repeated = [...chain.slice(0, again + 1), ...chain.slice(Math.floor(again / 2))];
        expect(read(repeated)).toEqual({ applied: chain, holes: 0 });
        const missing = 1 + (dropped % (chain.length - 2));
        expect(read(chain.toSpliced(missing, 1)).holes).toBe(1);
      }),
    );
  });
});

const chainOf = (steps: readonly number[]) => {
  let at = 0;
  return steps.map((step, index) => {
    const prev = at;
    at += step;
    return index === 0 ? record(at) : record(at, prev);
  });
};

function read(records: readonly ReturnType<typeof record>[]) {
  let last: number | undefined;
  const seen = { applied: [] as (typeof records)[number][], holes: 0 };
  for (const one of records) {
    const step = stepOf(last, one);
    if (step === 'repeat') continue;
    if (step === 'hole') seen.holes += 1;
    seen.applied.push(one);
    last = one.position;
  }
  return seen;
}
