import { isVisible } from './visible.ts';
import type { Said } from './said.ts';
import { statusChange } from './status-change.ts';

/**
 * What one event does to the number of visible comments, from the event alone: 1, 0 or -1. The count of an article is
 * the sum of this over its events; no consumer needs to remember any comment's status.
 */
export function visibilityChange(event: Said): -1 | 0 | 1 {
  const change = statusChange(event);
  if (change === null) return 0; // what an older edit changes is visible before and after it
  const was = change.from !== null && isVisible(change.from);
  if (was === isVisible(change.to)) return 0;
  return was ? -1 : 1;
}
