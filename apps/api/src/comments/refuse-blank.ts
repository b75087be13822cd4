import { looksEmpty } from '#contracts/invisible';
import type { TracedText } from '#domain/screening/traced-text';
import { InvalidFields } from '../http/invalid-fields.ts';

/**
 * A text of which nothing is seen once it is rendered: character references of blanks, addresses without a word to
 * click on, definitions of links.
 * @throws InvalidFields
 */
export function refuseBlank({ text }: TracedText): void {
  if (!looksEmpty(text)) return;
  throw new InvalidFields([{ pointer: '/body', detail: 'must not be empty' }]);
}
