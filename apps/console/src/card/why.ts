import type { ItemAnswer } from '#contracts/moderation-answers';
import type { Finding } from '#contracts/vocabulary';
import type { Values } from '#languages/words';
import type { DeskWords } from '../languages/desk-words.ts';
import type { FindingPhrase, WhyTexts } from './why-texts.ts';

type Why = Pick<ItemAnswer, 'findings' | 'flags' | 'queue'> & {
  readonly comment?: Pick<ItemAnswer['comment'], 'status'>;
  readonly review?: ItemAnswer['review'];
  readonly wave?: ItemAnswer['wave'];
};

/**
 * Why a comment is here, in sentences made of what the rules found and what readers reported. Never empty for one that
 * waits.
 */
export function whyHere(
  { comment, findings, flags, queue, review = null, wave }: Why,
  texts: WhyTexts,
  words: DeskWords,
): string[] {
  const reports = flags.reduce((sum, { count }) => sum + count, 0);
  const sentences = [
    ...(queue !== null && comment?.status === 'withdrawn' ? [texts.withdrawn] : []),
    ...(queue === 'escalated' ? [texts.escalated] : []),
    ...(reports > 0 ? [words.count(texts.reported, reports)] : []),
    ...(queue !== null && review !== null ? [texts.edited[review]] : []),
    ...withNewDomain(findings, wave?.newDomain ?? null).map((finding) => sentenceOf(finding, texts, words)),
  ];
  return sentences.length > 0 || queue === null ? sentences : [texts.held];
}

/** A wave's new domain may be found only in its later comments. All of them mention it. */
const withNewDomain = (findings: readonly Finding[], newDomain: Finding | null): readonly Finding[] =>
  newDomain && !findings.some(({ rule }) => rule === newDomain.rule) ? [...findings, newDomain] : findings;

function sentenceOf({ rule, action, evidence }: Finding, texts: WhyTexts, words: DeskWords): string {
  const phrase = Object.entries<FindingPhrase>(texts.rules).find(([name]) => name === rule)?.[1];
  const sentences = [
    phrase === undefined ? words.fill(texts.otherRule, { rule }) : phraseOf(phrase, { rule, evidence }, texts, words),
    ...(typeof evidence['hosts'] === 'string' ? [words.fill(texts.linksLeadTo, { hosts: evidence['hosts'] })] : []),
    ...(action === 'nudge' ? [texts.nudged] : []),
  ];
  return sentences.join(' ');
}

type Found = Pick<Finding, 'rule' | 'evidence'>;
type Evidence = Finding['evidence'];

function phraseOf(phrase: FindingPhrase, { rule, evidence }: Found, texts: WhyTexts, words: DeskWords): string {
  const values = { ...plainValues(evidence), ...workedOut[rule]?.(numberIn(evidence), words, evidence) };
  if (typeof phrase === 'string') return words.fill(phrase, values);
  if (phrase.other !== undefined) return words.count(phrase, numberIn(evidence)(countedBy[rule] ?? 'count'), values);
  const word = Object.values(evidence).find((one) => typeof one === 'string' && Object.hasOwn(phrase, one));
  return words.fill(phrase[String(word ?? 'otherwise')] ?? texts.held, values);
}

/** The evidence that chooses a plural, where that is not its `count`. */
const countedBy: Readonly<Record<string, string>> = {
  links: 'links',
  'new-domain': 'comments',
  'repeated-text': 'minutes',
  wave: 'authors',
  'repeated-characters': 'from',
  'new-author': 'published',
};

type NumberNamed = (name: string) => number;
const numberIn =
  (evidence: Evidence): NumberNamed =>
  (name) =>
    Number(evidence[name] ?? 0);

/** Values of a sentence that are computed from the evidence. */
const workedOut: Readonly<Record<string, (number: NumberNamed, words: DeskWords, evidence: Evidence) => Values>> = {
  shouting: (number, words) => ({ share: words.percent(number('capitals') / Math.max(1, number('letters'))) }),
  'new-domain': (_number, words, { since }) =>
    Number.isNaN(Date.parse(String(since))) ? {} : { since: words.shortDay(new Date(String(since))) },
  'recent-history': (number) => ({ all: number('rejected') + number('published') }),
};

const plainValues = (evidence: Evidence): Values =>
  Object.fromEntries(
    Object.entries(evidence).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [],
    ),
  );
