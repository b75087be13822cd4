/** What a saved message may name in braces, and what stands there once it is filled in. */
export const messageVariables = {
  name: "the author's name",
  article: "the article's title, or its address",
  site: "the site's name",
  rules: "the address of the site's rules: the policy's `rulesUrl`",
} as const;
export type MessageVariable = keyof typeof messageVariables;

/** Null: not known now, as the name of somebody erased. */
export type MessageValues = Readonly<Record<MessageVariable, string | null>>;

export interface FilledMessage {
  readonly text: string;
  /**
   * Variables that the text names and nobody knows: they are left out, and the moderator should read the text again.
   */
  readonly missing: readonly MessageVariable[];
}

/** Puts values into a saved message. Each stands there as it is: braces in a name are never filled in themselves. */
export function fillMessage(template: string, values: MessageValues): FilledMessage {
  const missing = new Set<MessageVariable>();
  const text = template.replaceAll(inBraces, (written, name: string) => {
    if (!isVariable(name)) return written;
    const value = values[name];
    if (value === null) missing.add(name);
    return value ?? '';
  });
  return { text, missing: [...missing] };
}

/** What stands in braces and is no variable: `{nmae}`, as it is written. A policy with such a message is refused. */
export const unknownVariables = (template: string): string[] =>
  [...template.matchAll(inBraces)].flatMap(([written, name = '']) => (isVariable(name) ? [] : [written]));

/** Variables that a text names still: no author should read `{name}`. */
export const unfilledVariables = (text: string): string[] =>
  [...text.matchAll(inBraces)].flatMap(([written, name = '']) => (isVariable(name) ? [written] : []));

const inBraces = /\{([a-zA-Z]+)\}/g;
const isVariable = (name: string): name is MessageVariable => Object.hasOwn(messageVariables, name);
