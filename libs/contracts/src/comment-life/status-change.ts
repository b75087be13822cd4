import type { CommentStatus, Decision } from '../vocabulary.ts';
import { decisionNames } from './decisions.ts';
import type { JsonEvent, ClearEvent } from './clear-event.ts';

export interface StatusChange {
  readonly from: CommentStatus | null;
  readonly to: CommentStatus;
}

/** Every event type that can change a comment's status. All read models apply these. */
export const statusEvents = [
  'CommentPosted',
  'CommentEdited',
  'CommentWithdrawn',
  'CommentHeld',
  'CommentApproved',
  'CommentCleared',
  'CommentRejected',
  'CommentEscalated',
  'CommentReopened',
] as const;
export type StatusEventType = (typeof statusEvents)[number];

const statusEventTypes: ReadonlySet<string> = new Set(statusEvents);
export const isStatusEvent = <E extends JsonEvent>(event: E): event is E & ClearEvent<StatusEventType> =>
  statusEventTypes.has(event.type);

/**
 * The change of the comment's status by an event; null: none.
 * @param before the comment's status. Older edits lack it: without `before` the result for them is null
 */
export function statusChange(event: ClearEvent, before?: CommentStatus): StatusChange | null {
  switch (event.type) {
    case 'CommentPosted':
      return { from: null, to: event.data.status };
    case 'CommentReopened':
      return { from: event.data.from, to: event.data.status };
    case 'CommentEdited':
      return editedStatus(event.data, before);
    case 'CommentHeld':
      return { from: event.data.from, to: event.data.to ?? 'held' };
    case 'CommentWithdrawn':
      return { from: event.data.from, to: event.data.to ?? statusGoneBy[event.data.because] };
    case 'CommentCleared':
      return { from: event.data.from, to: event.data.to };
    case 'CommentApproved':
    case 'CommentRejected':
    case 'CommentEscalated':
      return { from: event.data.from, to: event.data.to ?? statusGivenBy[decisionNames[event.type]] };
    default:
      return null;
  }
}

export const statusGivenBy = {
  approve: 'approved',
  reject: 'rejected',
  escalate: 'escalated',
  reopen: 'held',
} as const satisfies Record<Decision, CommentStatus>;

export const statusGoneBy = { author: 'withdrawn', erasure: 'erased' } as const;

/** An approval applies to one text only: after an edit the comment is published, no longer approved. */
export const statusAfterEdit = (status: CommentStatus): CommentStatus => (status === 'approved' ? 'published' : status);

function editedStatus(
  data: ClearEvent<'CommentEdited'>['data'],
  before: CommentStatus | undefined,
): StatusChange | null {
  const from = data.from ?? before;
  return from === undefined ? null : { from, to: data.to ?? statusAfterEdit(from) };
}
