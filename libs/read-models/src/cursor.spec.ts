import fc from 'fast-check';
import { InvalidCursor, packCursor, smallNumber, unpackCursor, uuid, wholeNumber } from './cursor.ts';

describe('a cursor', () => {
  it('gives back the place it was made of', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.nat(), (id, position) => {
        expect(unpackCursor('r', [uuid, wholeNumber], packCursor('r', id, position))).toEqual([id, String(position)]);
      }),
    );
  });

  it('begins with its kind and holds nothing that a URL would change', () => {
    expect(packCursor('t', 5, 1234)).toMatch(/^t[A-Za-z0-9_-]+$/);
  });

  it.each([
    ['of another list', packCursor('n', 7)],
    ['with a part too many', packCursor('o', 7, 7)],
    ['with a part of another shape', packCursor('o', '7; drop table comments')],
    ['with a number beyond any position', packCursor('o', '9'.repeat(19))],
    ['with padding', `${packCursor('o', 7)}=`],
    ['in other base64', 'oNw+/'],
    ['cut short', 'o'],
    ['that is empty', ''],
  ])('%s is refused', (_name, cursor) => {
    expect(() => unpackCursor('o', [wholeNumber], cursor)).toThrow(InvalidCursor);
  });

  it('that anybody makes up is refused or fits the shape', () => {
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
