/** The variables of a saved message, written in braces, and the value that replaces each. */
export const messageVariables = {
  name: "the author's name",
  article: "the article's title, or its address",
  site: "the site's name",
  rules: "the address of the site's rules: the policy's `rulesUrl`",
} as const;
export type MessageVariable = keyof typeof messageVariables;

/** Null: there is no value, for example the name of an erased author. */
export type MessageValues = Readonly<Record<MessageVariable, string | null>>;

export interface FilledMessage {
  readonly text: string;
  /** Variables of the text that have no value. They are left out, so the moderator should read the text again. */
  readonly missing: readonly MessageVariable[];
}

/** Puts values into a saved message. Values are not searched for variables: `{site}` in a name stays as it is. */
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

/** Words in braces that are not variables, such as `{nmae}`. A policy with such a message is refused. */
export const unknownVariables = (template: string): string[] =>
  [...template.matchAll(inBraces)].flatMap(([written, name = '']) => (isVariable(name) ? [] : [written]));

/** Variables that are still in a text: an author must not read `{name}`. */
export const unfilledVariables = (text: string): string[] =>
  [...text.matchAll(inBraces)].flatMap(([written, name = '']) => (isVariable(name) ? [written] : []));

const inBraces = /\{([a-zA-Z]+)\}/g;
const isVariable = (name: string): name is MessageVariable => Object.hasOwn(messageVariables, name);
