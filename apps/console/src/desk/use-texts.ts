import { useDesk } from './desk-context.ts';
import type { TextCatalogue, Texts } from '../languages/texts.ts';
import type { DeskWords } from '../languages/desk-words.ts';

/** The texts of a catalogue in the moderator's language, and the words that numbers and dates are written with. */
export function useTexts<T extends Texts>(
  texts: TextCatalogue<T>,
): { texts: TextCatalogue<T>['en']; words: DeskWords } {
  const words = useDesk().words.value;
  return { texts: texts[words.language], words };
}
