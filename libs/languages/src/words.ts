import type { Plural } from './plural.ts';

export type Values = Readonly<Record<string, string | number>>;

/** Plurals, placeholders, number format and writing direction of one language. */
export class Words<Language extends string = string> {
  readonly direction: 'ltr' | 'rtl';
  readonly locale: string;
  private readonly plurals: Intl.PluralRules;
  private readonly numbers: Intl.NumberFormat;

  /** @param locale a BCP 47 tag of the language; its region decides the format of numbers and dates (en-GB) */
  constructor(
    readonly language: Language,
    locale: string = language,
  ) {
    this.locale = inOneNumbering(locale);
    this.direction = language === 'ar' ? 'rtl' : 'ltr';
    this.plurals = new Intl.PluralRules(this.locale);
    this.numbers = new Intl.NumberFormat(this.locale);
  }

  /** Replaces `{name}` by the value of that name, or by nothing if there is none. */
  fill(text: string, values: Values): string {
    return text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      return typeof value === 'number' ? this.number(value) : (value ?? '');
    });
  }

  count(forms: Plural, count: number, values: Values = {}): string {
    return this.fill((forms[this.plurals.select(count)] ?? forms.other).replace('#', this.number(count)), values);
  }

  number(value: number): string {
    return this.numbers.format(value);
  }
}

/**
 * For a language with two kinds of digits (Arabic), each engine has its own default, so the server's and the browser's
 * digits could differ on one page. Uses Latin digits, which every engine supports, unless the tag asks for others
 * (`ar-u-nu-arab`).
 */
const inOneNumbering = (locale: string): string => (locale.includes('-u-') ? locale : `${locale}-u-nu-latn`);
