import type { Policy } from '#contracts/policy';
import type { PolicyWarning, PolicyWarningKind } from '#contracts/policy-answers';
import { type CommonWords, CommonWordsFound } from './common-words-found.ts';
import { entryFault } from './screening/entry-fault.ts';
import { foldText } from '#letters/folded-text';
import { matchesOf } from './screening/word-list.ts';

/** More would not be read, and only make the answer large. */
const mostWarnings = 200;

interface Entry {
  readonly list: 'bannedWords' | 'suspectWords';
  readonly pointer: string;
  readonly entry: string;
}

/**
 * What in a policy's lists of words may not do what its author thinks. None of it stops a policy from being saved. In
 * steps: a server that looks through thousands of entries has others to serve.
 * @param languages that comments are written in, each with its words
 */
export function* policyWarnings(
  policy: Policy,
  languages: readonly CommonWords[],
): Generator<undefined, PolicyWarning[]> {
  const entries = [...entriesOf(policy, 'bannedWords'), ...entriesOf(policy, 'suspectWords')];
  const warnings: PolicyWarning[] = [];
  for (const look of [faults(entries), doubles(entries, policy), tooCommon(entries, policy, languages)]) {
    for (const found of look) {
      if (found) warnings.push(found);
      if (warnings.length === mostWarnings) return warnings;
      yield;
    }
  }
  return warnings;
}

/** A warning, or nothing yet. */
type Look = Generator<PolicyWarning | undefined, void>;

const entriesOf = (policy: Policy, list: Entry['list']): Entry[] =>
  policy[list].map((entry, at) => ({ list, pointer: `/${list}/${at}`, entry }));

function* faults(entries: readonly Entry[]): Look {
  for (const entry of entries) {
    const kind = entryFault(entry.entry);
    yield kind === null ? undefined : warning(entry, kind);
  }
}

// An entry may be there with any accents, and each is compared with each.
const mostSpellings = 20;

/** Entries that find what another one finds, and the other way round: ano and año do not. */
function* doubles(entries: readonly Entry[], policy: Policy): Look {
  const alike = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = foldText(entry.entry).text.trim();
    if (key === '') continue;
    const earlier = alike.get(key) ?? [];
    const same = earlier.find((other) => finds(other, entry, policy) && finds(entry, other, policy));
    if (!same && earlier.length < mostSpellings) alike.set(key, [...earlier, entry]);
    const kind = same?.list === entry.list ? 'repeated' : 'banned-and-suspect';
    yield same && warning(entry, kind, [same.entry]);
  }
}

/** Their stars are the same, and are left out: they are no letters of a text. */
const finds = ({ entry }: Entry, other: Entry, policy: Policy): boolean =>
  entry === other.entry ||
  matchesOf(unstarred(other.entry), { bannedWords: [unstarred(entry)], suspectWords: [] }, policy).length > 0;
const unstarred = (entry: string): string => entry.replaceAll('*', '');

function* tooCommon(entries: readonly Entry[], policy: Policy, languages: readonly CommonWords[]): Look {
  if (entries.length === 0) return;
  const common = yield* CommonWordsFound.in(policy, languages);
  for (const entry of entries) {
    const examples = common.of(entry.entry);
    yield examples.length > 0 ? warning(entry, 'common-words', examples) : undefined;
  }
}

const warning = ({ pointer, entry }: Entry, kind: PolicyWarningKind, examples?: readonly string[]): PolicyWarning => ({
  pointer,
  entry,
  kind,
  detail: detailOf[kind](entry, (examples ?? []).join(', ')),
  ...(examples && { examples: [...examples] }),
});

const detailOf: Readonly<Record<PolicyWarningKind, (entry: string, examples: string) => string>> = {
  'no-letters': (entry) => `“${entry}” has no letter to look for.`,
  'several-words': (entry) => `“${entry}” is looked for as it stands. Words of their own are entries of their own.`,
  'too-many-stars': (entry) => `“${entry}” has more stars than letters.`,
  'common-words': (entry, examples) => `“${entry}” finds common words: ${examples}.`,
  repeated: (entry, other) => `“${entry}” finds what “${other}” finds.`,
  'banned-and-suspect': (entry, other) => `“${entry}” is suspect, and “${other}” is banned: it is refused.`,
};
