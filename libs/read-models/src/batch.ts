import type { RecordedEvent } from '#contracts/event-schemas';

/** The comments of earlier batches that events say something about: a fold has to read what is known of them. */
export function olderComments(events: readonly RecordedEvent[]): string[] {
  const posted = new Set<string>();
  const touched = new Set<string>();
  for (const { type, data } of events) {
    if ('commentId' in data) (type === 'CommentPosted' ? posted : touched).add(data.commentId);
  }
  return [...touched].filter((id) => !posted.has(id));
}

export const sitesIn = (events: readonly RecordedEvent[]): string[] => [...new Set(events.map(({ siteId }) => siteId))];
