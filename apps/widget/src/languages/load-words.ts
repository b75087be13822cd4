import type { Catalogue } from './catalogue';
import { en } from './en';
import { Words, baseOf } from './words';

/** The languages besides English; each is a module of its own, so that a reader gets their own language alone. */
const others: Readonly<Record<string, () => Promise<Readonly<Record<string, Catalogue>>>>> = {
  de: () => import('./de'),
  fr: () => import('./fr'),
  es: () => import('./es'),
  ar: () => import('./ar'),
  zh: () => import('./zh'),
};

/** English for a language that is not spoken here, or cannot be had now. */
export async function loadWords(wanted: string): Promise<Words> {
  const language = baseOf(wanted);
  const load = Object.hasOwn(others, language) ? others[language] : undefined;
  const catalogue = (await load?.().catch(() => undefined))?.[language];
  return catalogue ? new Words(catalogue, language, wanted) : new Words(en, 'en', wanted);
}
