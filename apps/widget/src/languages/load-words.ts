import type { Catalogue } from './catalogue';
import { en } from './en';
import { Words, baseOf } from './words';

/** The languages besides English; each is a module of its own, so that a reader gets their own language alone. */
const others: Readonly<Record<string, () => Promise<Catalogue>>> = {
  de: async () => (await import('./de')).de,
  fr: async () => (await import('./fr')).fr,
  es: async () => (await import('./es')).es,
  ar: async () => (await import('./ar')).ar,
  zh: async () => (await import('./zh')).zh,
};

/** English for a language that is not spoken here, or cannot be had now. */
export async function loadWords(wanted: string): Promise<Words> {
  const language = baseOf(wanted);
  const load = Object.hasOwn(others, language) ? others[language] : undefined;
  const catalogue = await load?.().catch(() => undefined);
  return catalogue ? new Words(catalogue, language, wanted) : new Words(en, 'en', wanted);
}
