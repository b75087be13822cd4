import type { deskLanguages } from '#languages/desk-languages';
import type { Plural } from '#languages/plural';

export type Language = (typeof deskLanguages)[number];

/** Each language's own name. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch', ar: 'العربية' };

/** Texts of one place of the desk; `{name}` is where a value goes. */
export type Texts = { readonly [key: string]: string | Plural | Texts };

type Widened<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : IsPlural<T[K]> extends true ? Plural : Widened<T[K]>;
};
type IsPlural<T> = T extends Plural ? ([Exclude<keyof T, keyof Plural>] extends [never] ? true : false) : false;

/** The same texts in every language. */
export type TextCatalogue<T extends Texts = Texts> = Readonly<Record<Language, Widened<T>>>;

/** A catalogue. English defines its keys; a language that lacks one does not compile. */
export const catalogue = <const T extends Texts>(
  en: T & Widened<T>,
  others: Readonly<Record<Exclude<Language, 'en'>, Widened<T>>>,
): TextCatalogue<T> => ({ en, ...others });
