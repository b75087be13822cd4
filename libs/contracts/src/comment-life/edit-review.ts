import type { EditReview } from '../vocabulary.ts';
import { isDecisionEvent, isUndo } from './decisions.ts';
import type { Said } from './said.ts';

/** What a moderator has to look at a new text of a visible comment for, once an event happened. Null: nothing. */
export function editReviewAfter(
  event: Said & { readonly eventId: string },
  before: EditReview | null,
): EditReview | null {
  if (event.type === 'CommentEdited') return event.data.review ?? before;
  if (!isDecisionEvent(event)) return before;
  return isUndo(event) ? (event.data.restores?.review ?? null) : null;
}
