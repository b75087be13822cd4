import { Policy } from '#contracts/policy';
import { type Draft, type Facts, nothingKnown } from '#domain/screening/phase';
import { screen } from '#domain/screening/screen';
import { draftOf } from '#domain/specification/screening';
import { chanceOf } from '#test/support/histories/chance';
import { machineFromNow } from './machine.ts';

/**
 * CPU time of one comment through every built-in phase, with 5,000 listed words (half banned, half suspect) and every
 * rule on: a comment of usual length, the longest one, and texts constructed to be expensive. Median and maximum of the
 * rounds.
 */
const rounds = 15;
const chance = chanceOf(7);
const facts: Facts = {
  ...nothingKnown,
  repeated: true,
  wave: { id: 'first', authors: 9 },
  recent: { published: 5, rejected: 5 },
};

const letters = 'eeeetttaaaooiinnsshhrrddllcumwfgypbvk';
const word = (): string =>
  Array.from({ length: 3 + chance.below(8) }, () => letters[chance.below(letters.length)]).join('');
const han = (): string => Array.from({ length: 2 }, () => String.fromCharCode(0x4e00 + chance.below(3000))).join('');
const distinct = (count: number, make: () => string): string[] => {
  const made = new Set<string>();
  while (made.size < count) made.add(make());
  return [...made];
};

const emoji = ['🇷🇺', '👩', '88', 'idiot', 'f*ck', 'сука', 'κόπος'];
const everyWay = { spacedLetters: true, stretchedLetters: true };

function text(length: number, make: () => string, blank = ' '): Draft {
  let body = '';
  while (body.length < length) body += `${make()}${blank}`;
  body = body.slice(0, length);
  return draftOf(body, { links: ['https://a.example', 'https://b.example', 'https://c.example'] });
}

function policyOf(words: readonly string[], options: Partial<Policy> = {}): Policy {
  return Policy.parse({
    bannedWords: words.slice(0, 2500),
    suspectWords: words.slice(2500),
    mode: 'pre',
    holdNewAuthors: 2,
    holdRecentRejections: 30,
    holdShouting: 80,
    holdRepeatedCharacters: 5,
    repeatedTextMinutes: 6,
    ...options,
  });
}

/** Each call gets its own draft, as each comment does. */
function measure(draft: Draft, policy: Policy) {
  const calls = Math.max(20, Math.ceil(400_000 / draft.length));
  const times = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    for (let call = 0; call < calls; call++) screen({ ...draft }, facts, policy);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / calls;
  }).toSorted((a, b) => a - b);
  return { median: times[Math.floor(rounds / 2)] ?? 0, worst: times.at(-1) ?? 0 };
}

function main(): void {
  const machine = machineFromNow();
  const latin = policyOf(distinct(5000, () => `${word()}qx`));
  const found = policyOf([...emoji, ...distinct(5000 - emoji.length, () => `${word()}é`)], everyWay);
  const chinese = policyOf(distinct(5000, han));
  const before = process.cpuUsage();
  screen(text(10, word), facts, policyOf(latin.bannedWords.concat(latin.suspectWords)));
  const first = process.cpuUsage(before);
  const firstCommentMs = (first.user + first.system) / 1000;
  const cases: [what: string, draft: Draft, policy: Policy][] = [
    ['500 characters', text(500, word), latin],
    ['10,000 characters', text(10_000, word), latin],
    ['10,000 characters, digits in every word', text(10_000, () => `${word()}1${word()}0a`), latin],
    ['10,000 characters, Cyrillic', text(10_000, () => 'хорошо сказано'), latin],
    ['10,000 characters, Chinese', text(10_000, han, ''), chinese],
    ['10,000 characters, only listed words', text(10_000, () => String(latin.bannedWords[chance.below(2500)])), latin],
    ['500 characters, spaced and stretched letters on', text(500, word), found],
    ['10,000 characters, only single letters', text(10_000, () => 'i d i o t'), found],
    ['10,000 characters, only stretched letters', text(10_000, () => 'idiooot', ''), found],
    [
      '10,000 characters, look-alikes and digits in every word',
      text(10_000, () => `${word()}\u0430${word()}1с0`),
      found,
    ],
    ['10,000 characters, marks on every letter', text(10_000, () => 'i\u0337\u0301d\u20dd'), found],
    ['10,000 characters, pictures', text(10_000, () => '🇷🇺👩‍🚒88'), found],
  ];
  const figures = cases.map(([what, draft, policy]) => ({ what, cpuMs: measure(draft, policy) }));
  console.table(figures.map(({ what, cpuMs }) => ({ what, 'median ms': cpuMs.median, 'worst ms': cpuMs.worst })));
  console.log(`a policy's first comment builds its automaton: ${firstCommentMs.toFixed(0)} ms of CPU`);
  console.log(JSON.stringify({ ...machine(), words: 5000, rounds, firstCommentMs, figures }));
}

main();
