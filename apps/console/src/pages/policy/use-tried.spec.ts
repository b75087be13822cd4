import { isLanguageTag } from './use-tried.ts';

describe('the language of a tried text', () => {
  it.each(['en', 'pt-BR', 'zh-Hant', 'sr-Latn-RS'])('accepts the tag %s', (tag) => {
    expect(isLanguageTag(tag)).toBe(true);
  });

  it.each(['German', 'd', 'de_DE', 'en-a', '12', 'de DE'])('refuses %s', (typed) => {
    expect(isLanguageTag(typed)).toBe(false);
  });
});
