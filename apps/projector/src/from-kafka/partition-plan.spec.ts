import * as fc from 'fast-check';
import { type Placed, planRecords } from './partition-plan.ts';

/** A partition as the relay writes it: positions grow by any step, and each record names its predecessor. */
const partition = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 40 }).map((steps) => {
  let position = 0;
  return steps.map((step): Omit<Placed, 'offset'> => {
    const prev = position === 0 ? null : position;
    position += step;
    return { position, prev };
  });
});
const offsetsFrom = (records: readonly Omit<Placed, 'offset'>[], first = 0): Placed[] =>
  records.map((record, index) => ({ ...record, offset: String(first + index) }));
const positionsOf = (records: readonly Placed[]) => records.map(({ position }) => position);

describe('the bookkeeping of a partition', () => {
  it('applies every record once, for any repetitions and chunk sizes', () => {
    fc.assert(
      fc.property(partition, fc.array(fc.nat()), fc.integer({ min: 1, max: 7 }), (records, repeats, size) => {
        // After any record, the relay may resume from an earlier one.
        const delivered = records.flatMap((_record, index) => {
          const back = repeats[index] ?? 0;
          return records.slice(Math.max(0, index - (back % 5)), index + 1);
        });
        const placed = offsetsFrom(delivered);
        const applied: number[] = [];
        let last = 0;
        let nextOffset: string | null = null;
        for (let at = 0; at < placed.length; at += size) {
          const chunk = placed.slice(at, at + size);
          for (const again of [chunk, chunk]) {
            const plan = planRecords(last, again);
            expect(plan.beyondHole).toEqual([]);
            expect(plan.duplicates + plan.fresh.length).toBe(again.length);
            applied.push(...positionsOf(plan.fresh));
            ({ last, nextOffset } = plan);
          }
        }
        expect(applied).toEqual(records.map(({ position }) => position));
        expect(nextOffset).toBe(String(placed.length));
      }),
    );
  });

  it('stops before the first record whose predecessor is missing', () => {
    fc.assert(
      fc.property(partition, fc.nat(), (records, choice) => {
        fc.pre(records.length > 1);
        const lost = choice % (records.length - 1);
        const placed = offsetsFrom(records.filter((_record, index) => index !== lost));
        const plan = planRecords(0, placed);
        expect(positionsOf(plan.fresh)).toEqual(positionsOf(placed.slice(0, lost)));
        expect(positionsOf(plan.beyondHole)).toEqual(positionsOf(placed.slice(lost)));
        expect(plan.nextOffset).toBe(lost === 0 ? null : String(lost));
        const refilled = planRecords(records[lost]?.position ?? 0, plan.beyondHole);
        expect(refilled.beyondHole).toEqual([]);
        expect(refilled.fresh).toEqual(plan.beyondHole);
      }),
    );
  });

  it('takes records above a checkpoint that is not a position of the partition', () => {
    const records = offsetsFrom([
      { position: 4, prev: null },
      { position: 9, prev: 4 },
    ]);
    expect(planRecords(7, records)).toMatchObject({ fresh: [{ position: 9 }], duplicates: 1, beyondHole: [], last: 9 });
  });

  it('treats a record that was not parsed as a duplicate or a hole, never as an event', () => {
    const [unread] = offsetsFrom([{ position: 9, prev: 9 }]);
    if (!unread) throw new Error('no record');
    expect(planRecords(9, [unread])).toMatchObject({ fresh: [], duplicates: 1, beyondHole: [] });
    expect(planRecords(4, [unread])).toMatchObject({ fresh: [], last: 4, beyondHole: [unread] });
  });

  it('handles offsets beyond Number.MAX_SAFE_INTEGER', () => {
    const [record] = offsetsFrom([{ position: 1, prev: null }]);
    const far = { position: 1, prev: null, ...record, offset: '9223372036854775806' };
    expect(planRecords(0, [far]).nextOffset).toBe('9223372036854775807');
  });
});
