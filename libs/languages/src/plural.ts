/**
 * What is said of a number: by the language's plural category (`Intl.PluralRules`); `#` is the number. Forms a language
 * does not have fall back to `other`.
 */
export type Plural = { readonly other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;
