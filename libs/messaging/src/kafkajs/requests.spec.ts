import * as fc from 'fast-check';
import { inRequests } from './requests.ts';

const record = (bytes: number, place = 0) => ({
  topic: 'comments',
  partition: place,
  key: '',
  value: 'x'.repeat(bytes),
  headers: {},
});

describe('the requests of a batch', () => {
  it('are one if the batch is small', () => {
    expect(inRequests([record(300_000), record(399_000)]).map(({ length }) => length)).toEqual([2]);
  });

  it('are split before one partition exceeds 700 kB', () => {
    expect(inRequests([record(300_000), record(400_001), record(1)]).map(({ length }) => length)).toEqual([1, 2]);
    expect(inRequests([record(300_000), record(400_001, 1), record(1)]).map(({ length }) => length)).toEqual([3]);
  });

  it('are split before they exceed 8 MB', () => {
    const batch = Array.from({ length: 15 }, (_, place) => record(600_000, place));
    expect(inRequests(batch).map(({ length }) => length)).toEqual([13, 2]);
  });

  it('contain a larger record on its own', () => {
    expect(inRequests([record(1), record(900_000), record(1)]).map(({ length }) => length)).toEqual([1, 1, 1]);
  });

  it('contain every record of the batch, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 900_000 }), { maxLength: 12 }), (sizes) => {
        const batch = sizes.map((size, place) => record(size, place));
        expect(inRequests(batch).flat()).toEqual(batch);
      }),
      { numRuns: 20 },
    );
  });
});
