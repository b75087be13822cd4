import { looksEmpty } from '#contracts/invisible';
import { renderMarkdown } from '#markdown/render-markdown';
import { InvalidFields } from '../http/invalid-fields.ts';

/**
 * A first line that begins with words is seen, whatever markup follows: most comments, without being rendered for it.
 */
const beginsWithWords = /^[^\p{L}\p{N}[\]&<`(){}#>\n]*[\p{L}\p{N}]/u;

/**
 * A text of which nothing is seen once it is rendered: character references of blanks, addresses without a word to
 * click on, definitions of links.
 * @throws InvalidFields
 */
export function refuseBlank(body: string): void {
  if (beginsWithWords.test(body)) return;
  if (!looksEmpty(textIn(renderMarkdown(body)))) return;
  throw new InvalidFields([{ pointer: '/body', detail: 'must not be empty' }]);
}

const textIn = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:nbsp|#160|#xa0);/gi, ' ')
    .replace(/&\w+;/g, '&');
