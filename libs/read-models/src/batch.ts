import type { RecordedEvent } from '#contracts/event-schemas';

/** Returns the comments of earlier batches that the events change. A fold must load their rows. */
export function olderComments(events: readonly RecordedEvent[]): string[] {
  const posted = new Set<string>();
  const touched = new Set<string>();
  for (const { type, data } of events) {
    if ('commentId' in data) (type === 'CommentPosted' ? posted : touched).add(data.commentId);
  }
  return [...touched].filter((id) => !posted.has(id));
}

export const sitesIn = (events: readonly RecordedEvent[]): string[] => [...new Set(events.map(({ siteId }) => siteId))];
