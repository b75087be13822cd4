import type { EditReview } from '../vocabulary.ts';
import { isDecisionEvent, isUndo } from './decisions.ts';
import type { ClearEvent } from './clear-event.ts';

/** Why a moderator must review the edited text of a visible comment after an event; null: no review is needed. */
export function editReviewAfter(
  event: ClearEvent & { readonly eventId: string },
  before: EditReview | null,
): EditReview | null {
  if (event.type === 'CommentEdited') return event.data.review ?? before;
  if (!isDecisionEvent(event)) return before;
  return isUndo(event) ? (event.data.restores?.review ?? null) : null;
}
