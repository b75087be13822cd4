/**
 * A text with a number: one form for each plural category of the language (`Intl.PluralRules`). `#` is replaced by the
 * number. Missing forms fall back to `other`.
 */
export type Plural = { readonly other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;
