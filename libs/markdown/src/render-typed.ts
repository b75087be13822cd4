import { endRuns } from './direction.ts';

/** Renders a text as typed: only line ends become markup, and everything else is escaped. */
export const renderTyped = (text: string): string =>
  endRuns(text)
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => `<p dir="auto">${escaped(paragraph).replaceAll('\n', '<br />\n')}</p>\n`)
    .join('');

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
