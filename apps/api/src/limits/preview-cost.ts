import { markupIn, mostMarkup } from '#markdown/markup';

const [charactersForOne, marksForOne] = [2000, 500];
/** The longest possible comment, in UTF-16 code units. Longer texts are refused without rendering. */
const longest = 20_000;

/**
 * The points of a preview: 1 for a few sentences, up to 5 for length and up to 3 more for markup. A point stands for
 * less than 1 ms of rendering.
 */
export function previewCost(request: unknown): number {
  const text = typeof request === 'object' && request !== null && 'body' in request ? request.body : '';
  if (typeof text !== 'string') return 1;
  const marks = Math.min(mostMarkup, markupIn(text.slice(0, longest)));
  return Math.max(1, Math.ceil(Math.min(text.length, longest) / charactersForOne + marks / marksForOne));
}
