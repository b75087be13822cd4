import type { Policy } from '#contracts/policy';
import type { PolicyWarning, PolicyWarningKind } from '#contracts/policy-answers';
import { type CommonWords, CommonWordsFound } from './common-words-found.ts';
import { entryFault } from './screening/entry-fault.ts';
import { foldText } from '#letters/folded-text';
import { matchesOf } from './screening/word-list.ts';

/** A longer list is not read, and would only make the response large. */
const mostWarnings = 200;

interface Entry {
  readonly list: 'bannedWords' | 'suspectWords';
  readonly pointer: string;
  readonly entry: string;
}

/**
 * Yields the entries of a policy's word lists that may not do what their author expects. Warnings do not prevent
 * saving. Yields between small steps, because a server that checks thousands of entries has other requests to serve.
 * @param languages the languages of the comments, each with its common words
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

/** Yields a warning, or undefined between two steps. */
type Look = Generator<PolicyWarning | undefined, void>;

const entriesOf = (policy: Policy, list: Entry['list']): Entry[] =>
  policy[list].map((entry, at) => ({ list, pointer: `/${list}/${at}`, entry }));

function* faults(entries: readonly Entry[]): Look {
  for (const entry of entries) {
    const kind = entryFault(entry.entry);
    yield kind === null ? undefined : warning(entry, kind);
  }
}

// Spellings of one word that differ in accents are compared pairwise, so their number is bounded.
const mostSpellings = 20;

/** Entries that match each other in both directions. ano and año do not. */
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

/** The stars of both entries are the same at this point and are no letters of a text, so they are left out. */
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
  'no-letters': (entry) => `“${entry}” has no letter to search for.`,
  'several-words': (entry) => `“${entry}” is searched for as one phrase. Add each word as a separate entry.`,
  'too-many-stars': (entry) => `“${entry}” has more stars than letters.`,
  'common-words': (entry, examples) => `“${entry}” finds common words: ${examples}.`,
  repeated: (entry, other) => `“${entry}” finds the same words as “${other}”.`,
  'banned-and-suspect': (entry, other) =>
    `“${entry}” is on the suspect list, but “${other}” is banned: such comments are refused.`,
};
