import unhomoglyph from 'unhomoglyph';
import { foldText } from './folded-text.ts';
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

it('the longest text of ligatures is folded in one go, although each is four words', () => {
  const ligatures = '\u{fdfa}'.repeat(10_000);
  // Were each blank to copy the text so far, five of them would take longer than a spec may.
  for (let time = 0; time < 5; time++) expect(foldText(ligatures).text).toHaveLength(180_000);
});
