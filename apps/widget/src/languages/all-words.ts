import { ar } from './ar';
import type { Catalogue } from './catalogue';
import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';
import { Words, baseOf } from './words';
import { zh } from './zh';

/** Every language at once, where size does not matter. */
export const catalogues: Readonly<Record<string, Catalogue>> = { en, de, fr, es, ar, zh };

/** @param wanted a BCP 47 tag; a language that is not spoken here gives English */
export function wordsOf(wanted: string): Words {
  const language = baseOf(wanted);
  const spoken = Object.hasOwn(catalogues, language) ? language : 'en';
  return new Words(catalogues[spoken] ?? en, spoken, wanted);
}
