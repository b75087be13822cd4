import { textPrint } from './text-print.ts';

describe('the print of a text', () => {
  it.each([
    ['Buy gold NOW!!!', 'buy  gold\nnow'],
    ['ｂｕｙ gold', 'buy gold'],
    ['cafe\u0301', 'café'],
    ['Kauf\u200b Gold', 'kauf gold'],
    ['اشتر الذهب!', 'اشتر الذهب'],
    ['买黄金。', '买 黄金'],
  ])('is equal for %j and %j', (one, other) => {
    expect(textPrint(one)).toBe(textPrint(other));
  });

  it.each([
    ['gold', 'silver'],
    ['👍', '👎'],
    ['1.5', '2.5'],
    ['कि', 'की'],
  ])('differs for %j and %j', (one, other) => {
    expect(textPrint(one)).not.toBe(textPrint(other));
  });

  it('is null without words, and for an unknown text', () => {
    expect(textPrint('?!')).toBeNull();
    expect(textPrint(undefined)).toBeNull();
  });

  it('has the shape of a UUID', () => {
    expect(textPrint('gold')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});
