import { chooseLanguage } from './choose-language.ts';

describe('the language', () => {
  const spoken = ['en', 'de', 'ar'] as const;

  it('is the first wanted one that is spoken', () => {
    expect(chooseLanguage(['', 'fr-FR', 'de-AT', 'en'], spoken)).toEqual({ language: 'de', locale: 'de-AT' });
    expect(chooseLanguage(['ar-EG'], spoken)).toEqual({ language: 'ar', locale: 'ar-EG' });
  });

  it('is English where none is spoken', () => {
    expect(chooseLanguage(['fr', 'xx'], spoken)).toEqual({ language: 'en', locale: 'en' });
    expect(chooseLanguage([], spoken)).toEqual({ language: 'en', locale: 'en' });
  });

  it('is told from the beginning of a tag that is none', () => {
    expect(chooseLanguage(['DE-"><script>'], spoken)).toEqual({ language: 'de', locale: 'de' });
  });
});
