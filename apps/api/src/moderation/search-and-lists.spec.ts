import { type Spellings, spellings } from '#domain/specification/word-spellings';
import { matchesOf } from '#domain/screening/word-list';
import { matchRanges } from '#read-models/comment-search/match-ranges';
import { indexWords, termsOf } from '#read-models/comment-search/search-words';

/** Spellings that word lists find but the search does not, each with the reason. */
const beyondTheSearch: Readonly<Record<string, string>> = {
  'a star inside': 'an index of words cannot be asked for any letter in the middle of one',
  'a star inside Hangul': 'the same',
  'spaced letters': 'a guess that a policy has to ask for; the index is of no policy',
  'stretched letters': 'the same',
};

/** Cases beyond the lists’ own specs: digits next to words, and one-word texts with letters of another script. */
const more: readonly Spellings[] = [
  { why: 'digits next to a word', list: ['idiot'], refuse: ['88idiot', 'idiot88', '88\u0456d\u0456\u043et'], pass: [] },
  { why: 'leetspeak', list: ['scum', 'hell'], refuse: ['5cum', 'h3ll', 'HE11 no, h3ll', 'hel!!'], pass: [] },
  { why: 'one word', language: 'en', list: ['cop', 'scum'], refuse: ['\u0441\u043e\u0440', '\u0455cum'], pass: [] },
];

/** Matches as PostgreSQL does: every term equals a word of the text, or begins one if it is a prefix term. */
function finds(query: string, text: string): boolean {
  const words = indexWords(text);
  const terms = termsOf(query);
  const isThere = ({ word, prefix }: (typeof terms)[number]) =>
    words.some((one) => (prefix ? one.startsWith(word) : one === word));
  return terms.length > 0 && terms.every(isThere);
}

function* foundByLists(spelling: Spellings): Generator<readonly [entry: string, text: string]> {
  for (const text of [...spelling.refuse, ...spelling.pass]) {
    const matches = matchesOf(text, { bannedWords: spelling.list, suspectWords: [] }, spelling);
    for (const entry of new Set(matches.map((match) => match.entry))) yield [entry, text];
  }
}

const missed = (spelling: Spellings): (readonly [string, string])[] =>
  [...foundByLists(spelling)].filter(([entry, text]) => !finds(entry, text) || matchRanges(text, entry).length === 0);

describe('a comment with a word that a list finds', () => {
  const all = [...spellings, ...more].map((one) => [one.why, one] as const);

  it.each(all.filter(([why]) => beyondTheSearch[why] === undefined))(
    'is found by a search for the word: %s',
    (_why, spelling) => expect(missed(spelling)).toEqual([]),
  );

  it.each(Object.keys(beyondTheSearch))('is not found for a listed exception: %s', (why) => {
    expect(all.filter(([name]) => name === why).flatMap(([, spelling]) => missed(spelling))).not.toEqual([]);
  });

  it.each(all)('is found by its own typed text: %s', (_why, spelling) => {
    for (const text of [...spelling.refuse, ...spelling.pass])
      if (termsOf(text).length > 0) expect([text, finds(text, text)]).toEqual([text, true]);
  });
});
