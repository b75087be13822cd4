import { computed, effect, signal } from '@preact/signals';
import { type Chosen, chooseLanguage } from './choose-language';
import type { Language } from './texts';
import { Words } from './words';

const storageKey = 'colloquy-desk-language';

/** The moderator's language: the one they chose, else the first of the browser's that is spoken here. */
export function createLanguageChoice() {
  const chosen = signal<Chosen>(chooseLanguage([localStorage.getItem(storageKey) ?? '', ...navigator.languages]));
  const words = computed(() => new Words(chosen.value.language, chosen.value.locale));
  effect(() => {
    document.documentElement.lang = chosen.value.locale;
    document.documentElement.dir = words.value.direction;
  });
  const choose = (language: Language): void => {
    localStorage.setItem(storageKey, language);
    chosen.value = chooseLanguage([language]);
  };
  return { words, choose };
}
