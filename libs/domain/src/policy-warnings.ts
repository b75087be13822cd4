import type { Policy } from '#contracts/policy';
import type { PolicyWarning, PolicyWarningKind } from '#contracts/policy-answers';
import { type CommonWords, commonWordsFound } from './common-words-found.ts';
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
 * What in a policy's lists of words may not do what its author thinks. None of it stops a policy from being saved.
 * @param languages that comments are written in, each with its words
 */
export function policyWarnings(policy: Policy, languages: readonly CommonWords[]): PolicyWarning[] {
  const entries = [...entriesOf(policy, 'bannedWords'), ...entriesOf(policy, 'suspectWords')];
  const common = commonWordsFound(policy, languages);
  return [
    ...faults(entries),
    ...doubles(entries, policy),
    ...entries.flatMap((entry) => tooCommon(entry, common)),
  ].slice(0, mostWarnings);
}

const entriesOf = (policy: Policy, list: Entry['list']): Entry[] =>
  policy[list].map((entry, at) => ({ list, pointer: `/${list}/${at}`, entry }));

const faults = (entries: readonly Entry[]): PolicyWarning[] =>
  entries.flatMap((entry) => {
    const kind = entryFault(entry.entry);
    return kind === null ? [] : [warning(entry, kind)];
  });

/** Entries that find what another one finds, and the other way round: ano and año do not. */
function doubles(entries: readonly Entry[], policy: Policy): PolicyWarning[] {
  const alike = new Map<string, Entry[]>();
  return entries.flatMap((entry) => {
    const key = foldText(entry.entry).text.trim();
    const earlier = alike.get(key) ?? [];
    const same = earlier.find((other) => finds(other, entry, policy) && finds(entry, other, policy));
    if (key === '') return [];
    if (!same) alike.set(key, [...earlier, entry]);
    return same ? [warning(entry, same.list === entry.list ? 'repeated' : 'banned-and-suspect', [same.entry])] : [];
  });
}

/** Their stars are the same, and are left out: they are no letters of a text. */
const finds = ({ entry }: Entry, other: Entry, policy: Policy): boolean =>
  entry === other.entry ||
  matchesOf(unstarred(other.entry), { bannedWords: [unstarred(entry)], suspectWords: [] }, policy).length > 0;
const unstarred = (entry: string): string => entry.replaceAll('*', '');

function tooCommon(entry: Entry, common: ReadonlyMap<string, readonly string[]>): PolicyWarning[] {
  const examples = common.get(entry.entry) ?? [];
  return examples.length === 0 ? [] : [warning(entry, 'common-words', examples)];
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
