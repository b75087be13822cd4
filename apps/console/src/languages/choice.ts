import { type Chosen, chooseLanguage } from '#languages/choose-language';
import { computed, effect, signal } from '@preact/signals';
import { DeskWords } from './desk-words.ts';
import { deskLanguages } from '#languages/desk-languages';
import type { Language } from './texts.ts';

const storageKey = 'colloquy-desk-language';

/** The moderator's language: the one they chose, else the first of the browser's languages that the desk has. */
export function createLanguageChoice() {
  const chosen = signal<Chosen<Language>>(
    chooseLanguage([localStorage.getItem(storageKey) ?? '', ...navigator.languages], deskLanguages),
  );
  const words = computed(() => new DeskWords(chosen.value.language, chosen.value.locale));
  effect(() => {
    document.documentElement.lang = chosen.value.locale;
    document.documentElement.dir = words.value.direction;
  });
  const choose = (language: Language): void => {
    localStorage.setItem(storageKey, language);
    chosen.value = chooseLanguage([language], deskLanguages);
  };
  return { words, choose };
}
