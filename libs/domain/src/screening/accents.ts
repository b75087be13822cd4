import { languageOf } from '#contracts/language-subtags';
import { drawnOver, isTurkish } from '#letters/folded-text';
import { withoutAccents } from '#letters/letter-forms';
import { accents } from '#letters/marks';

/** Returns true if a letter of a text counts as the letter that a list entry has. */
export type IsSameLetter = (inText: string, listed: string) => boolean;

/**
 * A letter with other accents never counts. A letter with fewer accents counts if each of the languages treats them as
 * accents only (a secondary difference in CLDR's collation), not as another letter. Results are cached by pair of
 * letters.
 * @param turkishText the text is folded as Turkish; also true if one of `languages` is Turkish
 */
export function lettersIn(languages: readonly string[], turkishText: boolean): IsSameLetter {
  const turkish = turkishText || languages.some((language) => isTurkish(language));
  const key = `${languages.join()} ${turkish}`;
  const known = comparisons.get(key);
  if (known) return known;
  const collators = languages.map(collatorOf);
  const cached = new Map<string, boolean>();
  const compare: IsSameLetter = (inText, listed) => {
    const pair = `${inText}\n${listed}`;
    const answer = cached.get(pair) ?? isSame(inText, listed, collators, turkish);
    if (cached.size < mostCached) cached.set(pair, answer);
    return answer;
  };
  if (comparisons.size < mostComparisons) comparisons.set(key, compare);
  return compare;
}

const comparisons = new Map<string, IsSameLetter>();
const mostComparisons = 200;
const mostCached = 5000;

/** Undefined for a language that CLDR does not know: Intl would use the machine's own language instead. */
function collatorOf(language: string): Intl.Collator | undefined {
  const [known] = Intl.Collator.supportedLocalesOf(language);
  return known === undefined ? undefined : new Intl.Collator(known, { usage: 'sort', sensitivity: 'base' });
}

function isSame(
  inText: string,
  listed: string,
  collators: readonly (Intl.Collator | undefined)[],
  turkish: boolean,
): boolean {
  if (inText.startsWith(drawnOver)) {
    const letter = inText.slice(1);
    return [letter, withoutAccents(letter)].some((one) => isSame(one, listed, collators, turkish));
  }
  if (inText === listed) return true;
  if (inText === 'ı') return listed === 'i' && !turkish; // a separate letter in Turkish lists only
  if (inText.replace(tone, '') === listed) return true; // an emoji counts in any skin tone
  if (!hasFewerAccents(inText, listed)) return false;
  return collators.length > 0 && collators.every((collator) => collator?.compare(inText, listed) === 0);
}

const tone = /\p{Emoji_Modifier}/gu;

function hasFewerAccents(inText: string, listed: string): boolean {
  if (inText === withoutAccents(listed)) return true;
  const [has, needs] = [inText.normalize('NFD'), listed.normalize('NFD')];
  const marks = new Set(needs.match(accents));
  const bare = (text: string): string => text.replace(accents, '');
  return bare(has) === bare(needs) && (has.match(accents) ?? []).every((mark) => marks.has(mark));
}

/**
 * The languages that decide about accents: the page's own, if the lists name it or name none; else those that they
 * name.
 */
export function decidingLanguages(page: string | null | undefined, wordLanguages: readonly string[]): string[] {
  const known = page == null ? undefined : languageOf(page);
  const named = wordLanguages.flatMap((tag) => languageOf(tag) ?? []);
  if (known !== undefined && (named.length === 0 || named.includes(known))) return [known];
  return [...new Set(named)];
}
