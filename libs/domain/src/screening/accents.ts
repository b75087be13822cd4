import { languageOf } from '#contracts/language-subtags';
import { drawnOver } from '#letters/folded-text';
import { withoutAccents } from '#letters/letter-forms';
import { accents } from '#letters/marks';

/** Tells whether a letter of a text is what a list asks for. */
export type IsSameLetter = (inText: string, listed: string) => boolean;

/**
 * With other accents it never is. With fewer it is where each of these languages sees mere accents (a secondary
 * difference in CLDR's collation), and not another letter. Remembered by letter.
 */
export function lettersIn(languages: readonly string[], turkish: boolean): IsSameLetter {
  const key = `${languages.join()} ${turkish}`;
  const known = judges.get(key);
  if (known) return known;
  const collators = languages.map(collatorOf);
  const remembered = new Map<string, boolean>();
  const judge: IsSameLetter = (inText, listed) => {
    const pair = `${inText}\n${listed}`;
    const answer = remembered.get(pair) ?? isSame(inText, listed, collators, turkish);
    if (remembered.size < mostRemembered) remembered.set(pair, answer);
    return answer;
  };
  if (judges.size < mostJudges) judges.set(key, judge);
  return judge;
}

const judges = new Map<string, IsSameLetter>();
const mostJudges = 200;
const mostRemembered = 5000;

/** Undefined for a language of which CLDR says nothing: it would answer with the machine's own. */
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
  if (inText === 'ı') return listed === 'i' && !turkish; // without its dot it looks like one, where it is no letter
  if (inText.replace(tone, '') === listed) return true; // a gesture is one in any colour
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

/** The languages that decide about accents: that of the page, if the lists are in it or in none that is named. */
export function decidingLanguages(page: string | null | undefined, wordLanguages: readonly string[]): string[] {
  const known = page == null ? undefined : languageOf(page);
  const named = wordLanguages.flatMap((tag) => languageOf(tag) ?? []);
  if (known !== undefined && (named.length === 0 || named.includes(known))) return [known];
  return [...new Set(named)];
}
