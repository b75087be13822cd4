import { findingOf } from '../specification/screening.ts';
import { length } from './length.ts';

describe('the length of a text', () => {
  it('is accepted up to the limits, and reported with the limit beyond them', () => {
    expect(findingOf(length, 'five!', { minLength: 5, maxLength: 5 })).toBeUndefined();
    expect(findingOf(length, 'sixth!', { maxLength: 5 })).toMatchObject({
      rule: 'length',
      action: 'reject',
      evidence: { length: 6, most: 5 },
    });
    expect(findingOf(length, 'four', { minLength: 5 })?.evidence).toEqual({ length: 4, least: 5 });
  });

  it('is counted in characters, not in code units', () => {
    expect(findingOf(length, '😀😀', { maxLength: 2 })).toBeUndefined();
  });
});
