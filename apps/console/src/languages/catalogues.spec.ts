import type { Plural } from '#languages/plural';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DeskWords } from './desk-words.ts';
import { deskLanguages } from '#languages/desk-languages';
import { glossaryFaults } from '#languages/glossary';
import type { Language, TextCatalogue } from './texts.ts';
import { nameRuleTexts, nudgeTexts, ruleTexts } from '../pages/policy/rules.ts';

const source = join(import.meta.dirname, '..');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) =>
  /(?<!use-)texts\.ts$/.test(path),
);
const catalogues = files
  .filter((path) => path !== join('languages', 'texts.ts'))
  .flatMap((path) => {
    const exported = require(join(source, path)) as Record<string, TextCatalogue>;
    return Object.entries(exported).map(([name, catalogue]) => [`${path} ${name}`, catalogue] as const);
  });
/** These may have empty texts: not every rule needs a hint. */
const ofRules: readonly (readonly [string, Readonly<Record<Language, object>>])[] = Object.entries({
  ruleTexts,
  nameRuleTexts,
  nudgeTexts,
});
const placeholders = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).toSorted();

describe('the catalogues', () => {
  it('are found', () => {
    expect(catalogues.length).toBeGreaterThan(4);
  });

  it.each(catalogues)('%s has the same texts and placeholders in every language', (_, catalogue) => {
    for (const language of deskLanguages) {
      for (const [path, english] of leaves(catalogue.en)) {
        const other = at(catalogue[language], path);
        if (typeof english === 'string') {
          expect({ path, text: other }).toEqual({ path, text: expect.stringMatching(/\S/) });
          expect({ path, names: placeholders(String(other)) }).toEqual({ path, names: placeholders(english) });
        } else {
          checkPlural(other as Plural, english, language);
        }
      }
    }
  });

  it.each<(typeof ofRules)[number]>([...catalogues, ...ofRules])('%s keeps to the glossary', (_, catalogue) => {
    for (const [path, english] of leaves(catalogue.en)) {
      const other = (language: Language): Leaf => at(catalogue[language], path) as Leaf;
      const faults = deskLanguages.flatMap((language) =>
        formsOf(other(language)).flatMap((text) => glossaryFaults(language, formsOf(english).at(-1) ?? '', text)),
      );
      expect({ path, faults }).toEqual({ path, faults: [] });
    }
  });

  it('have Arabic in its own script, and its six numbers', () => {
    expect(new Intl.PluralRules('ar').resolvedOptions().pluralCategories).toHaveLength(6);
  });
});

describe("the desk's words", () => {
  it('tell how long ago something was, to the second', () => {
    const words = new DeskWords('en');
    const now = Date.parse('2026-01-01T12:00:00Z');
    expect(words.ago('2026-01-01T11:59:48Z', now)).toBe('12 sec. ago');
    expect(words.ago('2026-01-01T13:00:00Z', now)).toBe('now');
    expect(words.duration(7300)).toBe('2 hr');
  });
});

type Leaf = string | Plural;

function leaves(texts: object, path: readonly string[] = []): [readonly string[], Leaf][] {
  return Object.entries(texts).flatMap(([name, value]: [string, unknown]) => {
    const here = [...path, name];
    if (typeof value === 'string' || isPlural(value)) return [[here, value] as [readonly string[], Leaf]];
    return leaves(value as object, here);
  });
}

const formsOf = (leaf: Leaf): string[] => (typeof leaf === 'string' ? [leaf] : Object.values(leaf));

const categories = ['zero', 'one', 'two', 'few', 'many', 'other'];
const isPlural = (value: unknown): value is Plural =>
  typeof value === 'object' &&
  value !== null &&
  'other' in value &&
  Object.keys(value).every((name) => categories.includes(name));

const at = (texts: unknown, path: readonly string[]): unknown =>
  path.reduce((found, name) => (found as Record<string, unknown>)[name], texts);

function checkPlural(plural: Plural, english: Plural, language: string): void {
  const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  expect(Object.keys(plural)).toEqual(expect.arrayContaining(needed));
  const names = placeholders(english.other);
  expect(placeholders(plural.other)).toEqual(names);
  // A language that has words for none, one and two need not repeat everything there.
  for (const text of Object.values(plural)) expect(names).toEqual(expect.arrayContaining(placeholders(text)));
}
