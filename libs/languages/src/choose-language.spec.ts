import { chooseLanguage } from './choose-language.ts';
import { Words } from './words.ts';

describe('the chosen language', () => {
  const supported = ['en', 'de', 'ar', 'zh'] as const;

  it('is the first requested one that is supported', () => {
    expect(chooseLanguage(['', 'fr-FR', 'de-AT', 'en'], supported)).toEqual({ language: 'de', locale: 'de-AT' });
    expect(chooseLanguage(['ar-EG'], supported)).toEqual({ language: 'ar', locale: 'ar-EG' });
  });

  it('is English if none is supported', () => {
    expect(chooseLanguage(['fr', 'xx'], supported)).toEqual({ language: 'en', locale: 'en' });
    expect(chooseLanguage([], supported)).toEqual({ language: 'en', locale: 'en' });
  });

  it('is taken from the start of an invalid tag', () => {
    expect(chooseLanguage(['DE-"><script>'], supported)).toEqual({ language: 'de', locale: 'de' });
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
    expect(chooseLanguage([tag], supported)).toEqual({ language: locale.slice(0, 2), locale });
  });

  it.each(['zh-Hant', 'zh-TW', 'zh_HK', 'ar-Latn'])('of %s falls back to the script that our texts are in', (tag) => {
    const language = tag.slice(0, 2);
    expect(chooseLanguage([tag], supported)).toEqual({ language, locale: language });
  });

  it.each(['', ' ', 'C', 'POSIX', 'x-klingon', 'i-default', 'und', '*', '-', '_', 'd', 'deutsch', '\0', '💬'])(
    'of %j is English',
    (tag) => {
      expect(chooseLanguage([tag], supported)).toEqual({ language: 'en', locale: 'en' });
    },
  );

  it('comes with a locale that Intl accepts, for any request', () => {
    for (const tag of ['de-ü', 'en-@', 'ar-EG-EG', 'zh-Hans-Hant', 'de-1', 'de-DE-1996-1996', 'en-a', 'en-u', 'de-x']) {
      const { language, locale } = chooseLanguage([tag], supported);
      expect(language).toBe(tag.slice(0, 2));
      expect(() => new Words(language, locale)).not.toThrow();
    }
  });
});
