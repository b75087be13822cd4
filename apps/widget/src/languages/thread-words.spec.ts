import { glossaryFaults } from '#languages/glossary';
import type { Plural } from '#languages/plural';
import { catalogues, wordsOf } from './all-words.ts';

const languages = Object.entries(catalogues);
const placeholders = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).toSorted();
const isPlural = (value: unknown): value is Plural => typeof value === 'object' && value !== null && 'other' in value;

describe.each(languages)('the words of %s', (language, catalogue) => {
  it('have every plural form of the language', () => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, value] of Object.entries(catalogue)) {
      // A reason of reports is called "other", too.
      if (!isPlural(value) || key === 'reasons') continue;
      expect({ key, missing: needed.filter((form) => value[form] === undefined) }).toEqual({ key, missing: [] });
    }
  });

  it('leave no text empty, and put the same values into each as English does', () => {
    for (const [key, value] of Object.entries(catalogue)) {
      if (typeof value !== 'string') continue;
      expect(value.trim()).not.toBe('');
      const english = catalogues['en']?.[key as 'replyTo'] ?? '';
      expect({ key, values: placeholders(value) }).toEqual({ key, values: placeholders(english) });
    }
  });
});

describe('the glossary', () => {
  it.each(languages)('is kept by the words of %s', (language, catalogue) => {
    const english = textsOf(catalogues['en'] ?? {});
    const faults = [...textsOf(catalogue)].flatMap(([path, text]) =>
      glossaryFaults(language, english.get(path) ?? '', text).map((fault) => `${path} ${fault}`),
    );
    expect(faults).toEqual([]);
  });
});

/** Every text by its path. A plural form that English lacks is only searched for forbidden words. */
function textsOf(texts: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([name, value]: [string, unknown]) => {
      if (typeof value === 'string') return [[`${path}${name}`, value] as const];
      return [...textsOf(value as object, `${path}${name}.`)];
    }),
  );
}

describe('words', () => {
  const now = Date.parse('2026-06-15T12:00:00Z');

  it('count as the language does', () => {
    expect(wordsOf('en').counted('comments', 1)).toBe('1 comment');
    expect(wordsOf('en').counted('comments', 12_345)).toBe('12,345 comments');
    expect(wordsOf('de').counted('comments', 12_345)).toBe('12.345 Kommentare');
    expect(wordsOf('fr').counted('comments', 0)).toBe('0 commentaire');
    expect([0, 1, 2, 3, 11, 100].map((count) => wordsOf('ar').counted('comments', count))).toEqual([
      'لا تعليقات',
      'تعليق واحد',
      'تعليقان',
      '3 تعليقات',
      '11 تعليقًا',
      '100 تعليق',
    ]);
  });

  it('tell how long ago something was', () => {
    const words = wordsOf('en');
    const ago = (seconds: number): string => words.ago(new Date(now - 1000 * seconds).toISOString(), now);
    expect([0, 59, 60, 3599, 3600, 86_400, 40 * 86_400, 800 * 86_400].map(ago)).toEqual([
      'now',
      'now',
      '1 minute ago',
      '59 minutes ago',
      '1 hour ago',
      'yesterday',
      'last month',
      '2 years ago',
    ]);
    expect(ago(-30)).toBe('now');
  });

  it('write dates as the reader’s region does, when it speaks the same language', () => {
    expect(wordsOf('en-GB').date('2026-05-03T10:00:00Z', 'UTC')).toBe('3 May 2026 at 10:00');
    expect(wordsOf('en-US').date('2026-05-03T10:00:00Z', 'UTC')).toMatch(/^May 3, 2026/);
  });

  it('speak English where the language is not spoken, however strange its name', () => {
    for (const tag of ['tlh', '', 'x', 'en-"><script>', '-', 'constructor', '__proto__']) {
      expect(wordsOf(tag).text('reply')).toBe('Reply');
    }
  });

  it('leave a value out that is not given', () => {
    expect(wordsOf('en').text('replyTo')).toBe('Reply to ');
  });
});
