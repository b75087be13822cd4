import { deskLanguages } from '#languages/desk-languages';
import { commonWordsOf } from './common-words.ts';

describe('common words', () => {
  it.each([
    ...deskLanguages,
    'vi',
    'es',
    'fr',
    'fa',
    'el',
    'tr',
    'da',
    'nb',
    'zh',
    'ja',
    'ko',
    'ru',
    'uk',
    'pt-BR',
    'de-AT',
  ])('are known for %s', async (language) => {
    const [found] = await commonWordsOf([language]);
    expect(found?.words.length).toBeGreaterThan(3000);
  });

  it('are empty without a list, and read once for two tags of the same language', async () => {
    expect(await commonWordsOf(['tlh', 'x-private'].slice(0, 1))).toEqual([{ language: 'tlh', words: [] }]);
    expect((await commonWordsOf(['de', 'de-CH'])).map(({ language }) => language)).toEqual(['de']);
  });
});
