import unhomoglyph from 'unhomoglyph';
import { keyboardForms, lettersOf } from './letter-forms.ts';

describe('letters of Persian and Urdu keyboards', () => {
  const persian = new Intl.Collator('fa', { sensitivity: 'base' });

  it.each(Object.entries(keyboardForms))('are the Arabic ones to CLDR and to UTS 39: %s and %s', (other, arabic) => {
    expect(persian.compare(other, arabic)).toBe(0);
    expect(unhomoglyph(other)).toBe(unhomoglyph(arabic));
  });
});

describe('a digit of any script', () => {
  it.each(['٣', '۳', '३', '๓', '３', '③', '𝟛', '༣', '꩓'])('is the ASCII one: %s', (digit) => {
    expect(lettersOf(digit, false)).toEqual([['3', '3']]);
  });
});

describe('this Node', () => {
  it('has the collations of CLDR', () => {
    const languages = ['ar', 'da', 'el', 'es', 'fa', 'fr', 'he', 'hi', 'ja', 'ko', 'nb', 'ru', 'sv', 'th', 'tr', 'vi'];
    expect(Intl.Collator.supportedLocalesOf(languages)).toEqual(languages);
  });
});
