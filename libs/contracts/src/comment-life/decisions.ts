import type { RecordedEvent } from '#contracts/event-schemas';
import type { Decision } from '#contracts/vocabulary';

/** What moderators do. A `CommentReopened` with `undoes` is no decision: it takes earlier ones back. */
export type DecisionEvent = RecordedEvent<
  'CommentApproved' | 'CommentRejected' | 'CommentEscalated' | 'CommentReopened'
>;

const names: Readonly<Record<DecisionEvent['type'], Decision>> = {
  CommentApproved: 'approve',
  CommentRejected: 'reject',
  CommentEscalated: 'escalate',
  CommentReopened: 'reopen',
};

/** A decision's name, and the reason that only a rejection has. */
export const nameAndReason = (event: DecisionEvent) => ({
  decision: names[event.type],
  reason: event.type === 'CommentRejected' ? event.data.reason : null,
});

/** The id of the decision that an event takes back, with all that stand on it; undefined when it is a decision itself. */
export const undoneBy = (event: DecisionEvent): string | undefined =>
  event.type === 'CommentReopened' ? event.data.undoes?.eventId : undefined;
