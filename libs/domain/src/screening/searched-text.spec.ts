import { type Spellings, spellings } from '../specification/word-spellings.ts';
import { lettersOfLists } from './letters-of-lists.ts';
import type { Range } from './ranges.ts';
import { scriptsOf } from '#letters/scripts-of';
import { SearchedText } from './searched-text.ts';
import { anchorOf, readEntry } from './word-entry.ts';
import { matchesOf } from './word-list.ts';

type Found = readonly (readonly [entry: string, ranges: readonly Range[]])[];

const texts = ({ refuse, pass }: Spellings): string[] => [...refuse, ...pass, [...refuse, ...pass].join(' .\n')];

const byAutomaton = (text: string, spelling: Spellings): Found =>
  spelling.list.map((entry) => {
    const matches = matchesOf(text, { bannedWords: spelling.list, suspectWords: [] }, spelling);
    return [entry, matches.filter((match) => match.entry === entry).map(({ range }) => range)];
  });

function oneByOne(text: string, spelling: Spellings): Found {
  const { language = '', wordLanguages = [], spacedLetters = false, stretchedLetters = false, list } = spelling;
  const { turkish, same, script } = lettersOfLists(language, wordLanguages);
  const words = list.flatMap((entry) => readEntry(entry, turkish) ?? []);
  const scripts = scriptsOf(words.map(anchorOf).join(' '));
  const searched = new SearchedText({ script, turkish, scripts, spacedLetters, stretchedLetters });
  searched.add('first of all', 0);
  searched.add(text, 100);
  return words.map((word) => [word.entry, once(searched.rangesOf(word, same))]);
}

const once = (ranges: readonly Range[]): Range[] => [
  ...new Map(ranges.map(([start, end]): [string, Range] => [`${start} ${end}`, [start - 100, end - 100]])).values(),
];

describe('a text that is searched for one word after another', () => {
  it.each(spellings.filter(({ language }) => language != null).map((one) => [one.why, one] as const))(
    'has the same matches as a search for all words at once: %s',
    (_why, spelling) => {
      for (const text of texts(spelling)) expect(oneByOne(text, spelling)).toEqual(byAutomaton(text, spelling));
    },
  );

  it('has the same matches as a search for all words at once, for words without a language', () => {
    for (const spelling of spellings.filter(({ language }) => language == null)) {
      const english = { ...spelling, language: 'en' };
      for (const text of texts(english)) expect(oneByOne(text, english)).toEqual(byAutomaton(text, english));
    }
  });
});
