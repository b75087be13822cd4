import type { RecordedEvent } from '#contracts/event-schemas';
import type { HistoryEvent } from '#test/support/histories/random-newsroom';

/** A history as older versions wrote it, when events of a comment did not contain its resulting state. */
export const asOlderEvents = (history: readonly HistoryEvent[]): HistoryEvent[] =>
  history.map((event) => asOlder(event));

/** A log from before and after an upgrade: older events up to an index, current events from there. */
export const upgradedAt = (history: readonly HistoryEvent[], place: number): HistoryEvent[] =>
  history.map((event, at) => (at < place ? asOlder(event) : event));

/** Events that have no older form: decisions on a withdrawn comment, and reviews of edits. */
const isOfToday = ({ data }: RecordedEvent): boolean =>
  ('from' in data && data.from === 'withdrawn') ||
  ('restores' in data && data.restores !== undefined && 'review' in data.restores);

function asOlder<Event extends RecordedEvent>(event: Event): Event {
  if (isOfToday(event)) return event;
  switch (event.type) {
    case 'CommentEdited': {
      const { from: _from, to: _to, ...data } = event.data;
      return { ...event, data };
    }
    case 'CommentHeld':
    case 'CommentWithdrawn':
    case 'CommentApproved':
    case 'CommentRejected':
    case 'CommentEscalated': {
      const { to: _to, ...data } = event.data;
      return { ...event, data };
    }
    case 'CommentReopened': {
      const { restores: _restores, undoes, ...data } = event.data;
      const { eventId, decision } = undoes ?? {};
      return { ...event, data: { ...data, undoes: undoes && { eventId, decision } } };
    }
    default:
      return event;
  }
}
