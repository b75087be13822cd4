import type { RecordedEvent } from '../event-schemas.ts';
import type { Decision, RejectionReason } from '../vocabulary.ts';
import type { JsonEvent, ClearEvent } from './clear-event.ts';

export const decisionNames = {
  CommentApproved: 'approve',
  CommentCleared: 'approve',
  CommentRejected: 'reject',
  CommentEscalated: 'escalate',
  CommentReopened: 'reopen',
} as const satisfies Partial<Record<RecordedEvent['type'], Decision>>;
export type DecisionEventType = keyof typeof decisionNames;

/** A moderator's decision, or the undoing of decisions. */
export type DecisionEvent = RecordedEvent<DecisionEventType>;

export const isDecisionType = (type: string): type is DecisionEventType => Object.hasOwn(decisionNames, type);
export const isDecisionEvent = <E extends JsonEvent>(event: E): event is E & ClearEvent<DecisionEventType> =>
  isDecisionType(event.type);

/** An event that undoes decisions; it is not itself a decision. */
export type Undo = ClearEvent<'CommentReopened'> & { readonly data: { readonly undoes: object } };

export const isUndo = <E extends ClearEvent>(event: E): event is E & Undo =>
  event.type === 'CommentReopened' && event.data.undoes !== null;

/** The decision of an event, with the reason of a rejection; null for an event that undoes decisions. */
export function decisionOf(
  event: ClearEvent<DecisionEventType>,
): { decision: Decision; reason: RejectionReason | null } | null {
  if (isUndo(event)) return null;
  return {
    decision: decisionNames[event.type],
    reason: event.type === 'CommentRejected' ? event.data.reason : null,
  };
}

/** Approvals and rejections settle the reports and the findings of the rules; other decisions leave them open. */
export const isVerdict = (decision: Decision): boolean => decision === 'approve' || decision === 'reject';
