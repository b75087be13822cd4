import type { DeskWords } from '../../languages/desk-words';
import type { Field } from './fields';
import type { Draft, Message } from './document';
import { changedFields, isSame } from './same';

/** What the sentences are made with. */
export interface ChangeTexts {
  readonly fromTo: string;
  readonly added: string;
  readonly removed: string;
  readonly reworded: string;
  readonly reordered: string;
  readonly yes: string;
  readonly no: string;
  readonly nothing: string;
  readonly longList: { readonly other: string };
}

export interface Naming {
  /** The rule's name. */
  field(field: Field): string;
  /** What a value of a choice is called. */
  option(name: string, value: string): string;
}

export interface ChangeOfRule {
  readonly name: string;
  readonly label: string;
  /** One sentence, or a few: what was added, what was removed. */
  readonly sentences: readonly string[];
}

/** What is different in `after`, in words, rule by rule in the order of the fields. */
export function changesBetween(
  before: Draft,
  after: Draft,
  fields: readonly Field[],
  { texts, words, naming }: { texts: ChangeTexts; words: DeskWords; naming: Naming },
): ChangeOfRule[] {
  const say = (text: string, values: Readonly<Record<string, string>>): string => words.fill(text, values);
  const listed = (names: readonly string[]): string => {
    const shown = names.slice(0, mostNamed).map((name) => `“${name}”`);
    const left = names.length - shown.length;
    return words.list(left > 0 ? [...shown, words.count(texts.longList, left)] : shown);
  };
  const lists = (from: readonly string[], to: readonly string[]): string[] => {
    const added = to.filter((one) => !from.includes(one));
    const removed = from.filter((one) => !to.includes(one));
    return [
      ...(added.length > 0 ? [say(texts.added, { items: listed(added) })] : []),
      ...(removed.length > 0 ? [say(texts.removed, { items: listed(removed) })] : []),
    ];
  };
  const messages = (from: readonly Message[], to: readonly Message[]): string[] => {
    const titles = (all: readonly Message[]): string[] => all.map(({ title }) => title);
    const reworded = to.filter((one) => from.some((old) => old.title === one.title && !isSame(old, one)));
    return [
      ...lists(titles(from), titles(to)),
      ...(reworded.length > 0 ? [say(texts.reworded, { items: listed(titles(reworded)) })] : []),
    ];
  };
  const shown = (field: Field, value: unknown): string => {
    if (value === null || value === '') return texts.nothing;
    if (typeof value === 'boolean') return value ? texts.yes : texts.no;
    if (typeof value === 'number') return words.number(value);
    return typeof value === 'string' ? (field.kind === 'choice' ? naming.option(field.name, value) : value) : '…';
  };
  const sentences = (field: Field, from: unknown, to: unknown): string[] => {
    if (field.kind === 'messages') return messages(from as Message[], to as Message[]);
    if (field.kind === 'words') return lists(from as string[], to as string[]);
    if (field.kind === 'several') {
      const named = (value: unknown): string[] => (value as string[]).map((one) => naming.option(field.name, one));
      return lists(named(from), named(to));
    }
    return [say(texts.fromTo, { from: shown(field, from), to: shown(field, to) })];
  };
  return changedFields(before, after, fields).map((field) => {
    const said = sentences(field, before[field.name], after[field.name]);
    return { name: field.name, label: naming.field(field), sentences: said.length > 0 ? said : [texts.reordered] };
  });
}

/** A list of five thousand words is not read out. */
const mostNamed = 12;
