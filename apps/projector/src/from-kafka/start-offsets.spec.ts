import * as fc from 'fast-check';
import { type ProjectionStanding, startOffsets } from './start-offsets.ts';

const place = { topic: 'test.comments', partition: 0 };

/** The positions of a partition's records, by offset. Some occur twice, as when the relay sends a batch again. */
const records = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.nat({ max: 3 })), { minLength: 1, maxLength: 30 })
  .map((steps) => {
    const first: number[] = [];
    return steps.flatMap(([step, back]) => {
      first.push((first.at(-1) ?? 0) + step);
      return first.slice(Math.max(0, first.length - 1 - back));
    });
  });

/** A projection that read some records, perhaps was moved further by another source, or never read a record. */
const standing = (positions: readonly number[]) =>
  fc
    .record({ read: fc.nat({ max: positions.length }), ahead: fc.nat({ max: 20 }), isNew: fc.boolean() })
    .map(({ read, ahead, isNew }): ProjectionStanding => {
      const lastPosition = Math.max(0, ...positions.slice(0, read));
      return {
        position: isNew ? ahead : Math.max(0, lastPosition - ahead),
        partitions: isNew ? [] : [{ ...place, lastPosition, nextOffset: String(read) }],
      };
    });

const reachedBy = ({ position, partitions }: ProjectionStanding) =>
  Math.max(position, ...partitions.map(({ lastPosition }) => lastPosition));

describe('the start offset of a partition', () => {
  it('is before every record that a projection still needs', () => {
    const situations = records.chain((positions) =>
      fc.tuple(fc.constant(positions), fc.array(standing(positions), { minLength: 1, maxLength: 4 })),
    );
    fc.assert(
      fc.property(situations, ([positions, projections]) => {
        const [start] = startOffsets([place], projections);
        const passed = positions.slice(0, Number(start?.offset));
        for (const projection of projections) {
          expect(passed.every((position) => position <= reachedBy(projection))).toBe(true);
          expect(start?.seen).toBeLessThanOrEqual(reachedBy(projection));
        }
      }),
    );
  });

  it('is the one where all projections stopped', () => {
    const stopped = { position: 3, partitions: [{ ...place, lastPosition: 9, nextOffset: '5' }] };
    expect(startOffsets([place], [stopped, stopped])).toEqual([{ ...place, offset: '5', seen: 9 }]);
  });

  it('depends on what was read from that partition only', () => {
    const elsewhere = [
      { ...place, partition: 1, lastPosition: 4, nextOffset: '90' },
      { topic: 'test.authors', partition: 0, lastPosition: 2, nextOffset: '70' },
    ];
    const stopped = { position: 3, partitions: [...elsewhere, { ...place, lastPosition: 9, nextOffset: '5' }] };
    expect(startOffsets([place, ...elsewhere], [stopped])).toEqual([
      { ...place, offset: '5', seen: 9 },
      { ...place, partition: 1, offset: '90', seen: 4 },
      { topic: 'test.authors', partition: 0, offset: '70', seen: 3 },
    ]);
  });

  it('is the furthest offset before which no projection needs records', () => {
    const far = { position: 8, partitions: [{ ...place, lastPosition: 9, nextOffset: '5' }] };
    const near = { position: 9, partitions: [{ ...place, lastPosition: 6, nextOffset: '3' }] };
    for (const both of [
      [far, near],
      [near, far],
    ])
      expect(startOffsets([place], both)).toEqual([{ ...place, offset: '5', seen: 9 }]);
  });

  it('is shared by a projection that was rebuilt from the log', () => {
    const read = { position: 8, partitions: [{ ...place, lastPosition: 9, nextOffset: '5' }] };
    expect(startOffsets([place], [read, { position: 9, partitions: [] }])).toEqual([
      { ...place, offset: '5', seen: 9 },
    ]);
    expect(startOffsets([place], [read, { position: 8, partitions: [] }])).toEqual([
      { ...place, offset: '0', seen: 8 },
    ]);
  });
});
