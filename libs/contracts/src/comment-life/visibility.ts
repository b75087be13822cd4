import { isVisible } from './visible.ts';
import type { ClearEvent } from './clear-event.ts';
import { statusChange } from './status-change.ts';

/**
 * How one event changes the number of visible comments: 1, 0 or -1. The count of an article is the sum of this over its
 * events, so consumers need not store the status of each comment.
 */
export function visibilityChange(event: ClearEvent): -1 | 0 | 1 {
  const change = statusChange(event);
  if (change === null) return 0; // also for older edits, which lack the status: an edit never changes visibility
  const was = change.from !== null && isVisible(change.from);
  if (was === isVisible(change.to)) return 0;
  return was ? -1 : 1;
}
