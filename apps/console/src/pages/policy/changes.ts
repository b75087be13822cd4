import type { DeskWords } from '../../languages/desk-words.ts';
import type { Field } from './fields.ts';
import { type PolicyDraft, type MessageDraft, messagesIn, textsIn } from './document.ts';
import { changedFields, isSame } from './same.ts';

/** The texts of the sentences. */
interface ChangeTexts {
  readonly fromTo: string;
  readonly added: string;
  readonly removed: string;
  readonly reworded: string;
  readonly reordered: string;
  readonly yes: string;
  readonly no: string;
  readonly nothing: string;
  /** Quotation marks of the language, around `{item}`. */
  readonly quoted: string;
  readonly longList: { readonly other: string };
}

export interface Naming {
  /** The rule's name. */
  field(field: Field): string;
  /** The label of a value of a choice. */
  option(name: string, value: string): string;
}

export interface ChangeOfRule {
  readonly name: string;
  readonly label: string;
  /** One sentence, or a few: what was added, what was removed. */
  readonly sentences: readonly string[];
}

/** Texts, words and labels for the sentences. */
interface Means {
  readonly texts: ChangeTexts;
  readonly words: DeskWords;
  readonly naming: Naming;
}

/** The differences between two policies as sentences, rule by rule in the order of the fields. */
export const changesBetween = (
  before: PolicyDraft,
  after: PolicyDraft,
  fields: readonly Field[],
  means: Means,
): ChangeOfRule[] =>
  changedFields(before, after, fields).map((field) => {
    const found = sentences(field, before[field.name], after[field.name], means);
    const { texts, naming } = means;
    return { name: field.name, label: naming.field(field), sentences: found.length > 0 ? found : [texts.reordered] };
  });

function sentences(field: Field, from: unknown, to: unknown, means: Means): string[] {
  const { texts, words, naming } = means;
  if (field.kind === 'messages') return ofMessages(messagesIn(from), messagesIn(to), means);
  if (field.kind === 'words') return ofLists(textsIn(from), textsIn(to), means);
  if (field.kind === 'several') {
    const named = (value: unknown): string[] => textsIn(value).map((one) => naming.option(field.name, one));
    return ofLists(named(from), named(to), means);
  }
  return [words.fill(texts.fromTo, { from: shown(field, from, means), to: shown(field, to, means) })];
}

function ofLists(from: readonly string[], to: readonly string[], means: Means): string[] {
  const { added, removed } = means.texts;
  return [
    ...saying(
      added,
      to.filter((one) => !from.includes(one)),
      means,
    ),
    ...saying(
      removed,
      from.filter((one) => !to.includes(one)),
      means,
    ),
  ];
}

function ofMessages(from: readonly MessageDraft[], to: readonly MessageDraft[], means: Means): string[] {
  const titles = (all: readonly MessageDraft[]): string[] => all.map(({ title }) => title);
  const reworded = to.filter((one) => from.some((old) => old.title === one.title && !isSame(old, one)));
  return [...ofLists(titles(from), titles(to), means), ...saying(means.texts.reworded, titles(reworded), means)];
}

/** The sentence about these; none where there are none. */
function saying(text: string, names: readonly string[], { texts, words }: Means): string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, mostNamed).map((item) => words.fill(texts.quoted, { item }));
  const left = names.length - shown.length;
  const items = words.list(left > 0 ? [...shown, words.count(texts.longList, left)] : shown);
  return [words.fill(text, { items })];
}

function shown(field: Field, value: unknown, { texts, words, naming }: Means): string {
  if (value === null || value === '') return texts.nothing;
  if (typeof value === 'boolean') return value ? texts.yes : texts.no;
  if (typeof value === 'number') return words.number(value);
  return typeof value === 'string' ? (field.kind === 'choice' ? naming.option(field.name, value) : value) : '…';
}

/** A list may have 5,000 words; more than this are only counted. */
const mostNamed = 12;
