import unhomoglyph from 'unhomoglyph';
import { foldText } from './folded-text.ts';
import { keyboardForms, lettersOf } from './letter-forms.ts';

describe('letters of Persian and Urdu keyboards', () => {
  const persian = new Intl.Collator('fa', { sensitivity: 'base' });

  it.each(Object.entries(keyboardForms))('equal the Arabic ones in CLDR and UTS 39: %s and %s', (other, arabic) => {
    expect(persian.compare(other, arabic)).toBe(0);
    expect(unhomoglyph(other)).toBe(unhomoglyph(arabic));
  });
});

describe('a digit of any script', () => {
  it.each(['٣', '۳', '३', '๓', '３', '③', '𝟛', '༣', '꩓'])('is folded to the ASCII digit: %s', (digit) => {
    expect(lettersOf(digit, false)).toEqual([['3', '3']]);
  });
});

describe('this Node', () => {
  it('has the collations of CLDR', () => {
    const languages = ['ar', 'da', 'el', 'es', 'fa', 'fr', 'he', 'hi', 'ja', 'ko', 'nb', 'ru', 'sv', 'th', 'tr', 'vi'];
    expect(Intl.Collator.supportedLocalesOf(languages)).toEqual(languages);
  });
});

it('folds the longest text of ligatures, although each is four words', () => {
  const ligatures = '\u{fdfa}'.repeat(10_000);
  // If each blank copied the text before it, five runs would exceed the time limit of a spec.
  for (let time = 0; time < 5; time++) expect(foldText(ligatures).text).toHaveLength(180_000);
});
