import type { EventType, RecordedEvent } from '#contracts/event-schemas';
import type { CommentStatus } from '#contracts/vocabulary';

export interface StatusChange {
  readonly from: CommentStatus | null;
  readonly to: CommentStatus;
}

/** All that may change a comment's status. Every read model follows these. */
export const statusEvents = [
  'CommentPosted',
  'CommentEdited',
  'CommentWithdrawn',
  'CommentHeld',
  'CommentApproved',
  'CommentRejected',
  'CommentEscalated',
  'CommentReopened',
] as const satisfies readonly EventType[];

/** What an event did to its comment's status, or null. An edit is not in here: it says no status (see `statusAfterEdit`). */
export function statusChange(event: RecordedEvent): StatusChange | null {
  switch (event.type) {
    case 'CommentPosted':
      return { from: null, to: event.data.status };
    case 'CommentHeld':
      return { from: event.data.from, to: 'held' };
    case 'CommentApproved':
      return { from: event.data.from, to: 'approved' };
    case 'CommentRejected':
      return { from: event.data.from, to: 'rejected' };
    case 'CommentEscalated':
      return { from: event.data.from, to: 'escalated' };
    case 'CommentReopened':
      return { from: event.data.from, to: event.data.status };
    case 'CommentWithdrawn':
      return { from: event.data.from, to: event.data.because === 'erasure' ? 'erased' : 'withdrawn' };
    default:
      return null;
  }
}

/** An approval is of a text: a new text is as good as published, no better. */
export const statusAfterEdit = (status: CommentStatus): CommentStatus => (status === 'approved' ? 'published' : status);
