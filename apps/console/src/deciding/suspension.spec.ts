import { noTime, toTyped } from '../parts/local-time.ts';
import { endOf } from './suspension.ts';

const now = Date.parse('2026-11-23T18:30:00Z');

describe('the end of a suspension', () => {
  it('is some days from now', () => {
    expect(endOf({ days: 3 }, now)).toBe('2026-11-26T18:30:00.000Z');
  });

  it('is the typed moment, in the moderator’s time zone', () => {
    const typed = toTyped('2026-12-24T17:00:00Z');
    expect(endOf({ typed }, now)).toBe('2026-12-24T17:00:00.000Z');
  });

  it.each([noTime, { ...noTime, wall: 'soon' }, toTyped('2026-11-23T18:30:00Z'), toTyped('1999-01-01T00:00:00Z')])(
    'must be in the future: %p is refused',
    (typed) => {
      expect(endOf({ typed }, now)).toBeNull();
    },
  );
});
