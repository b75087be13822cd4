import { markupIn, mostMarkup } from '#markdown/markup';

const [charactersForOne, marksForOne] = [2000, 500];
/** As long as the longest comment can be, in UTF-16; what is longer is refused unread. */
const longest = 20_000;

/**
 * How often a preview counts: a few sentences once, the longest text 5 times, and one that is all markup 3 times more.
 * A point is under a millisecond.
 */
export function previewCost(request: unknown): number {
  const text = typeof request === 'object' && request !== null && 'body' in request ? request.body : '';
  if (typeof text !== 'string') return 1;
  const marks = Math.min(mostMarkup, markupIn(text.slice(0, longest)));
  return Math.max(1, Math.ceil(Math.min(text.length, longest) / charactersForOne + marks / marksForOne));
}
