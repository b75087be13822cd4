import fc from 'fast-check';
import { InvalidCursor, packCursor, smallNumber, unpackCursor, uuid, wholeNumber } from './cursor.ts';

describe('a cursor', () => {
  it('returns the place that it was made from', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.nat(), (id, position) => {
        expect(unpackCursor('r', [uuid, wholeNumber], packCursor('r', id, position))).toEqual([id, String(position)]);
      }),
    );
  });

  it('begins with its kind and contains no characters that URLs escape', () => {
    expect(packCursor('t', 5, 1234)).toMatch(/^t[A-Za-z0-9_-]+$/);
  });

  it.each([
    ['of another list', packCursor('n', 7)],
    ['with a part too many', packCursor('o', 7, 7)],
    ['with a part of another shape', packCursor('o', '7; drop table comments')],
    ['with a number beyond any position', packCursor('o', '9'.repeat(19))],
    ['with a number beyond every position', `${packCursor('o', 7)}=`],
    ['in other base64', 'oNw+/'],
    ['cut short', 'o'],
    ['that is empty', ''],
  ])('%s is refused', (_name, cursor) => {
    expect(() => unpackCursor('o', [wholeNumber], cursor)).toThrow(InvalidCursor);
  });

  it('with made-up content is refused, or its parts have the expected shape', () => {
    fc.assert(
      fc.property(fc.string(), (cursor) => {
        try {
          for (const part of unpackCursor('t', [smallNumber, wholeNumber], cursor)) expect(part).toMatch(/^\d+$/);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidCursor);
        }
      }),
    );
  });
});
