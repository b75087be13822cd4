import type { EventType } from '#contracts/event-schemas';
import type { History } from '../../service/site-api';

/** Whether there is a decision that stands and can be taken back: none is left of a comment that is gone. */
export function hasUndoable({ events }: History): boolean {
  const standing: string[] = [];
  for (const { type, eventId, data } of events) {
    const undoes = 'undoes' in data ? data.undoes : null;
    if (type === 'CommentWithdrawn') return false;
    if (undoes) standing.splice(standing.indexOf(undoes.eventId), standing.includes(undoes.eventId) ? 1 : 0);
    else if (isDecision(type)) standing.push(eventId);
  }
  return standing.length > 0;
}

const decisions: readonly EventType[] = ['CommentApproved', 'CommentRejected', 'CommentEscalated', 'CommentReopened'];
const isDecision = (type: EventType): boolean => decisions.some((one) => one === type);
