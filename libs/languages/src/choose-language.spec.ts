import { chooseLanguage } from './choose-language.ts';
import { Words } from './words.ts';

describe('the language', () => {
  const spoken = ['en', 'de', 'ar', 'zh'] as const;

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

  it.each([
    ['de_DE', 'de-DE'],
    ['de_DE.UTF-8@euro', 'de-DE'],
    [' de-at ', 'de-AT'],
    ['EN-us', 'en-US'],
    ['en-US@posix', 'en-US'],
    ['zh_CN', 'zh-CN'],
    ['zh-Hans-SG', 'zh-Hans-SG'],
    ['cmn-CN', 'zh-CN'],
    ['ar-u-nu-latn', 'ar-u-nu-latn'],
    ['de--DE', 'de'],
    ['de-', 'de'],
    [`de-x-${'abcdefgh-'.repeat(33)}z`, 'de'],
  ])('of %j has the locale %s', (tag, locale) => {
    expect(chooseLanguage([tag], spoken)).toEqual({ language: locale.slice(0, 2), locale });
  });

  it.each(['zh-Hant', 'zh-TW', 'zh_HK', 'ar-Latn'])('of %s is written in the script that its texts are in', (tag) => {
    const language = tag.slice(0, 2);
    expect(chooseLanguage([tag], spoken)).toEqual({ language, locale: language });
  });

  it.each(['', ' ', 'C', 'POSIX', 'x-klingon', 'i-default', 'und', '*', '-', '_', 'd', 'deutsch', '\0', '💬'])(
    'of %j is English',
    (tag) => {
      expect(chooseLanguage([tag], spoken)).toEqual({ language: 'en', locale: 'en' });
    },
  );

  it('comes with a locale that Intl takes, whatever was wanted', () => {
    for (const tag of ['de-ü', 'en-@', 'ar-EG-EG', 'zh-Hans-Hant', 'de-1', 'de-DE-1996-1996', 'en-a', 'en-u', 'de-x']) {
      const { language, locale } = chooseLanguage([tag], spoken);
      expect(language).toBe(tag.slice(0, 2));
      expect(() => new Words(language, locale)).not.toThrow();
    }
  });
});
