import type { RecordedEvent } from '../event-schemas.ts';
import type { Decision, RejectionReason } from '../vocabulary.ts';
import type { JsonEvent, Said } from './said.ts';

export const decisionNames = {
  CommentApproved: 'approve',
  CommentCleared: 'approve',
  CommentRejected: 'reject',
  CommentEscalated: 'escalate',
  CommentReopened: 'reopen',
} as const satisfies Partial<Record<RecordedEvent['type'], Decision>>;
export type DecisionEventType = keyof typeof decisionNames;

/** What moderators do: decide, or take decisions back. */
export type DecisionEvent = RecordedEvent<DecisionEventType>;

export const isDecisionType = (type: string): type is DecisionEventType => Object.hasOwn(decisionNames, type);
export const isDecisionEvent = <E extends JsonEvent>(event: E): event is E & Said<DecisionEventType> =>
  isDecisionType(event.type);

/** An event that takes decisions back: it is none itself. */
export type Undo = Said<'CommentReopened'> & { readonly data: { readonly undoes: object } };

export const isUndo = <E extends Said>(event: E): event is E & Undo =>
  event.type === 'CommentReopened' && event.data.undoes !== null;

/** The decision that an event is, and the reason that only a rejection has; null for one that takes decisions back. */
export function decisionOf(
  event: Said<DecisionEventType>,
): { decision: Decision; reason: RejectionReason | null } | null {
  if (isUndo(event)) return null;
  return {
    decision: decisionNames[event.type],
    reason: event.type === 'CommentRejected' ? event.data.reason : null,
  };
}

/**
 * An approval or a rejection answers whoever reported the comment, and the rules that held it; the others leave that to
 * a later one.
 */
export const isVerdict = (decision: Decision): boolean => decision === 'approve' || decision === 'reject';
