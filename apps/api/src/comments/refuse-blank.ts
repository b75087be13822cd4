import { looksEmpty } from '#contracts/invisible';
import type { TracedText } from '#domain/screening/traced-text';
import { InvalidFields } from '../http/invalid-fields.ts';

/**
 * Refuses a text that renders to nothing visible: references to blank characters, links without text, link definitions.
 * @throws InvalidFields
 */
export function refuseBlank({ text }: TracedText): void {
  if (!looksEmpty(text)) return;
  throw new InvalidFields([{ pointer: '/body', detail: 'must not be empty' }]);
}
