import { endRuns } from './direction.ts';

/** A text as it was typed: nothing in it is Markdown but its line ends, and nothing is HTML. */
export const renderTyped = (text: string): string =>
  endRuns(text)
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => `<p dir="auto">${escaped(paragraph).replaceAll('\n', '<br />\n')}</p>\n`)
    .join('');

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
