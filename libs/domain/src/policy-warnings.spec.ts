import { Policy } from '#contracts/policy';
import type { PolicyWarning } from '#contracts/policy-answers';
import type { CommonWords } from './common-words-found.ts';
import { policyWarnings } from './policy-warnings.ts';

function warned(lists: Partial<Policy>, languages: readonly CommonWords[]): PolicyWarning[] {
  const steps = policyWarnings(Policy.parse(lists), languages);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

const many = Array.from({ length: 100 }, (_, at) => `w${'abcdefghij'.charAt(at / 10)}${'abcdefghij'.charAt(at % 10)}q`);
/** The two most frequent words, then a hundred fillers, then some that are common but not among the first hundred. */
const english = { language: 'en', words: ['the', 'people', ...many, 'class', 'glass', 'shit', 'assist'] };
const warnings = (lists: Partial<Policy>, languages = [english]) =>
  warned(lists, languages).map(({ pointer, kind, examples }) => [pointer, kind, examples]);

describe('a policy’s lists of words', () => {
  it('give no warning if every entry is useful', () => {
    expect(warnings({})).toEqual([]);
    expect(warnings({ bannedWords: ['idiot*', 'kill yourself', '88'], suspectWords: ['snake oil'] })).toEqual([]);
  });

  it.each(['idiot, fool; moron', 'idiot;fool', 'idiot | fool'])(
    'warn of an entry that contains several words: %s',
    (entry) => {
      expect(warnings({ bannedWords: ['moron', entry] })).toEqual([['/bannedWords/1', 'several-words', undefined]]);
    },
  );

  it('warn of an entry that has only punctuation', () => {
    expect(warnings({ bannedWords: ['...'] })).toEqual([['/bannedWords/0', 'no-letters', undefined]]);
  });

  it('warn of repeated words, however they are written', () => {
    expect(warnings({ bannedWords: ['Idiot', 'moron', 'ｉｄｉｏｔ', 'IDIOT'] })).toEqual([
      ['/bannedWords/2', 'repeated', ['Idiot']],
      ['/bannedWords/3', 'repeated', ['Idiot']],
    ]);
    expect(warnings({ bannedWords: ['idiot', 'idiot*'] })).toEqual([]);
    for (const wordLanguages of [[], ['es'], ['fr']])
      expect(warnings({ bannedWords: ['ano', 'a\u00f1o', 'p\u00eache', 'peche'], wordLanguages })).toEqual([]);
  });

  it('warn of words that are both banned and suspect', () => {
    expect(warnings({ bannedWords: ['Idiot'], suspectWords: ['idiot'] })).toEqual([
      ['/suspectWords/0', 'banned-and-suspect', ['Idiot']],
    ]);
  });

  it('warn of entries that match other common words or a very frequent word', () => {
    expect(warnings({ bannedWords: ['*ass*'], suspectWords: ['ass*'] })).toEqual([
      ['/bannedWords/0', 'common-words', ['class', 'glass', 'assist']],
      ['/suspectWords/0', 'common-words', ['assist']],
    ]);
    expect(warnings({ bannedWords: ['shit', 'ass', 'assis*'] })).toEqual([]);
    expect(warnings({ bannedWords: ['*assis*'] }, [{ language: 'fr', words: [...many, 'chassis'] }])).toHaveLength(1);
    expect(warnings({ bannedWords: ['The'] })).toEqual([['/bannedWords/0', 'common-words', ['the']]]);
    expect(warnings({ bannedWords: ['*ass*'] }, [])).toEqual([]);
    expect(warnings({ bannedWords: ['the people'] })).toEqual([]);
  });

  it('explain the warning in a sentence', () => {
    expect(warned({ bannedWords: ['*ass*'] }, [english])).toEqual([
      {
        pointer: '/bannedWords/0',
        entry: '*ass*',
        kind: 'common-words',
        detail: '“*ass*” finds common words: class, glass, assist.',
        examples: ['class', 'glass', 'assist'],
      },
    ]);
  });
});
