import * as fc from 'fast-check';
import { type ChainLink, type Standing, stepOf } from './chain.ts';

const logId = '0b6c3a52-5a3f-4c58-9a0e-2f1f5d1f0a11';
const first = { epoch: 1, after: 0 };
const record = (position: number, prev: number | null = null, epoch = 1): ChainLink => ({
  position,
  prev,
  log: { logId, epoch },
  mark: null,
});
const unlabelled = (position: number, prev: number | null = null): ChainLink => ({
  ...record(position, prev),
  log: null,
});
const mark = (epochs: readonly { epoch: number; after: number }[], prev: number | null): ChainLink => {
  const { epoch = 1, after = 0 } = epochs.at(-1) ?? {};
  return { position: after, prev, log: { logId, epoch }, mark: { after, epochs } };
};
const at = (position: number, epochs = [first]): Standing => ({ logId, epochs, position });
const kindOf = (...[standing, link]: Parameters<typeof stepOf>) => stepOf(standing, link).kind;

describe('the chain of a partition', () => {
  it("begins with the partition's very first record", () => {
    expect(stepOf(undefined, record(7))).toEqual({ kind: 'next', at: at(7) });
    expect(stepOf(undefined, record(7, 3))).toEqual({ kind: 'hole', after: 0, upTo: 6, at: at(7) });
  });

  it('begins in the epoch of the first record, or in epoch 1 if the record has none', () => {
    expect(stepOf(undefined, record(7, null, 3))).toMatchObject({ at: { epochs: [{ epoch: 3, after: 0 }] } });
    expect(stepOf(undefined, unlabelled(7))).toMatchObject({ at: { epochs: [{ epoch: 1, after: 0 }] } });
    const marked = mark([first, { epoch: 2, after: 40 }], null);
    expect(stepOf(undefined, marked)).toEqual({ kind: 'next', at: at(40, [first, { epoch: 2, after: 40 }]) });
  });

  it('continues only with the record whose prev is the last position read', () => {
    expect(stepOf(at(7), record(9, 7))).toEqual({ kind: 'next', at: at(9) });
    expect(stepOf(at(7), record(12, 9))).toEqual({ kind: 'hole', after: 7, upTo: 11, at: at(12) });
    expect(kindOf(at(7), record(9))).toBe('hole');
    expect(kindOf(at(7), record(9, 5))).toBe('hole');
  });

  it('recognises repeated records, one by one and in runs', () => {
    expect(kindOf(at(7), record(7, 3))).toBe('repeat');
    expect(kindOf(at(7), record(3))).toBe('repeat');
  });

  it('yields every event once however records are repeated, and reports every record that is missing', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(gaps, fc.nat(), fc.nat(), (steps, from, dropped) => {
        const chain = chainOf(steps);
        const again = from % chain.length;
        const repeated = [...chain.slice(0, again + 1), ...chain.slice(Math.floor(again / 2))];
        expect(read(repeated)).toEqual({ applied: chain, holes: 0 });
        const missing = dropped % (chain.length - 1);
        expect(read(chain.toSpliced(missing, 1)).holes).toBe(1);
      }),
    );
  });

  it('treats records without a log id as records of the log that other records name', () => {
    expect(stepOf(undefined, unlabelled(7))).toMatchObject({ at: { logId: undefined, position: 7 } });
    expect(stepOf({ ...at(7), logId: undefined }, record(9, 7))).toEqual({ kind: 'next', at: at(9) });
    expect(stepOf(at(7), unlabelled(9, 7))).toEqual({ kind: 'next', at: at(9) });
  });

  it('does not continue with another log', () => {
    const other = { logId: '2d3c1f0e-77aa-4f0b-8a5d-0c1d2e3f4a5b', epoch: 1 };
    expect(kindOf(at(7), { ...record(9, 7), log: other })).toBe('other-log');
    expect(kindOf(at(7), { ...record(3), log: other })).toBe('other-log');
  });
});

describe('the mark of a new epoch', () => {
  const second = { epoch: 2, after: 100 };

  it('voids, once, what was read beyond the end of the epoch', () => {
    const link = mark([first, second], 95);
    const step = stepOf(at(130), link);
    expect(step).toEqual({ kind: 'void', at: at(100) });
    expect(stepOf(at(100), link)).toEqual({ kind: 'next', at: at(100, [first, second]) });
    expect(kindOf(at(100, [first, second]), link)).toBe('repeat');
    expect(kindOf(at(141, [first, second]), link)).toBe('repeat');
  });

  it('is the next record if nothing void was read', () => {
    expect(stepOf(at(95), mark([first, second], 95))).toEqual({ kind: 'next', at: at(100, [first, second]) });
  });

  it('reports a hole if records before it are missing', () => {
    expect(kindOf(at(80), mark([first, second], 95))).toBe('hole');
  });

  it('precedes the records of its epoch', () => {
    expect(kindOf(at(95), record(141, 100, 2))).toBe('hole');
    expect(kindOf(at(100, [first, second]), record(141, 100, 2))).toBe('next');
    expect(kindOf(at(141, [first, second]), record(120, 110))).toBe('repeat');
    // After the last record by position, but void, because its epoch is over.
    expect(kindOf(at(141, [first, second]), record(150, 141))).toBe('repeat');
  });

  it('is the next record at position 0, or reports a hole if events came before it', () => {
    expect(stepOf(at(0), mark([first, second], null))).toMatchObject({ kind: 'next' });
    expect(stepOf(at(0), mark([first, second], 1))).toMatchObject({ kind: 'hole', after: 0 });
  });

  it('is a repetition when it comes again within its epoch, at any position', () => {
    const again = { ...mark([first, second], 100), position: 160 };
    expect(kindOf(at(141, [first, second]), again)).toBe('repeat');
  });

  it('also covers earlier marks after which no event came', () => {
    const third = { epoch: 3, after: 100 };
    const marked = at(100, [first, third]);
    expect(stepOf(at(130), mark([first, third], 95))).toEqual({ kind: 'void', at: at(100) });
    expect(stepOf(at(100, [first, second]), mark([first, second, third], 95))).toMatchObject({ kind: 'next' });
    expect(stepOf(at(95), mark([first, third], 95))).toEqual({ kind: 'next', at: marked });
  });

  it('voids an epoch of a wrong backup, and reports what is missing of the right one', () => {
    const wrong = at(99, [first, { epoch: 2, after: 80 }]);
    const link = mark([first, { epoch: 3, after: 100 }], 98);
    expect(stepOf(wrong, link)).toEqual({ kind: 'void', at: at(80) });
    expect(stepOf(at(80), link)).toMatchObject({ kind: 'hole', after: 80, upTo: 100, at: { position: 100 } });
  });

  it('voids everything if no epoch is known in common', () => {
    const unknown = at(99, [{ epoch: 2, after: 0 }]);
    const step = stepOf(unknown, mark([first, { epoch: 3, after: 100 }], 98));
    expect(step).toMatchObject({ kind: 'void', at: { position: 0, epochs: [{ epoch: 2, after: 0 }] } });
  });

  it('keeps only the epochs that are known in common', () => {
    const several = at(99, [
      { epoch: 2, after: 0 },
      { epoch: 3, after: 40 },
      { epoch: 4, after: 60 },
    ]);
    const step = stepOf(
      several,
      mark(
        [
          { epoch: 2, after: 0 },
          { epoch: 3, after: 40 },
          { epoch: 5, after: 70 },
        ],
        60,
      ),
    );
    expect(step).toMatchObject({
      kind: 'void',
      at: {
        epochs: [
          { epoch: 2, after: 0 },
          { epoch: 3, after: 40 },
        ],
      },
    });
    const nothing = at(99, [
      { epoch: 2, after: 0 },
      { epoch: 4, after: 60 },
    ]);
    expect(stepOf(nothing, mark([first, { epoch: 5, after: 100 }], 98))).toMatchObject({
      at: { epochs: [{ epoch: 2 }] },
    });
  });
});

const chainOf = (steps: readonly number[]): ChainLink[] => {
  let position = 0;
  return steps.map((step, index) => {
    const prev = position;
    position += step;
    return index === 0 ? record(position) : record(position, prev);
  });
};

function read(links: readonly ChainLink[]) {
  let standing: Standing | undefined;
  const seen = { applied: [] as ChainLink[], holes: 0 };
  for (const link of links) {
    const step = stepOf(standing, link);
    if (step.kind === 'repeat') continue;
    if (step.kind === 'hole') seen.holes += 1;
    seen.applied.push(link);
    standing = step.kind === 'next' ? step.at : at(link.position);
  }
  return seen;
}
