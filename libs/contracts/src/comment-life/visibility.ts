import type { DomainEvent, RecordedEvent } from './event-schemas';
import { type CommentStatus, isVisible } from './vocabulary';

/**
 * What one event does to the number of visible comments, from the event alone: 1, 0 or -1. The count of an article is the
 * sum of this over its events; no consumer needs to remember any comment's status.
 */
export function visibilityChange(event: DomainEvent | RecordedEvent): -1 | 0 | 1 {
  switch (event.type) {
    case 'CommentPosted':
      return isVisible(event.data.status) ? 1 : 0;
    case 'CommentHeld':
      return change(event.data.from, 'held');
    case 'CommentApproved':
      return change(event.data.from, 'approved');
    case 'CommentRejected':
      return change(event.data.from, 'rejected');
    case 'CommentEscalated':
      return change(event.data.from, 'escalated');
    case 'CommentReopened':
      return change(event.data.from, event.data.status);
    case 'CommentWithdrawn':
      return change(event.data.from, 'withdrawn');
    default:
      return 0; // a new text of an approved comment makes it published: visible as before
  }
}

function change(from: CommentStatus, to: CommentStatus): -1 | 0 | 1 {
  if (isVisible(from) === isVisible(to)) return 0;
  return isVisible(to) ? 1 : -1;
}
