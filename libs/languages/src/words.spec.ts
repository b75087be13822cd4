import { Words } from './words.ts';

describe('Words', () => {
  const cards = { one: '# card of {name}', other: '# cards of {name}' };

  it('counts and formats numbers by the rules of the language', () => {
    expect(new Words('de').count({ one: '# Karte', other: '# Karten' }, 1)).toBe('1 Karte');
    expect(new Words('de').count({ one: '# Karte', other: '# Karten' }, 1200)).toBe('1.200 Karten');
    expect(new Words('en').count(cards, 2, { name: 'Ada' })).toBe('2 cards of Ada');
  });

  it('inserts values, numbers formatted, and nothing for missing values', () => {
    expect(new Words('de').fill('{a}, {b}{c}.', { a: 'x', b: 1200 })).toBe('x, 1.200.');
  });

  it('is right-to-left for Arabic', () => {
    expect(new Words('ar').direction).toBe('rtl');
    expect(new Words('de').direction).toBe('ltr');
  });

  it('formats numbers by the rules of the region', () => {
    expect(new Words('en', 'en-IN').number(100_000)).toBe('1,00,000');
  });

  it.each(['ar', 'ar-EG', 'ar-SA', 'ar-MA'])('writes %s in the same digits in every engine', (locale) => {
    const words = new Words('ar', locale);
    expect(words.number(1234)).toMatch(/^1.?234$/);
    expect(new Intl.DateTimeFormat(words.locale, { timeStyle: 'short' }).format(0)).toMatch(/\d/);
    expect(new Intl.RelativeTimeFormat(words.locale).format(-30, 'day')).toContain('30');
  });

  it('writes the digits that a tag asks for', () => {
    expect(new Words('ar', 'ar-EG-u-nu-arab').number(3)).toBe('٣');
  });
});
