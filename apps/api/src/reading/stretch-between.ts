import type { Standings } from '#read-models/standings';

/** A range of the log: after one position, up to and including another. */
export interface LogStretch {
  readonly after: number;
  readonly upTo: number;
}

/**
 * Returns the range of events that covers all changes of the read models between two polls, 'everything' if no range
 * does, or undefined if nothing changed. Each model is compared on its own, so a stopped model does not delay the
 * changes of the others. When it resumes, its events are reported again.
 */
export function stretchBetween(before: Standings, now: Standings): LogStretch | 'everything' | undefined {
  if (before.size !== now.size) return 'everything';
  let [after, upTo] = [Infinity, -Infinity];
  for (const [name, { position, revision }] of now) {
    const was = before.get(name);
    if (was?.revision !== revision || position < was.position) return 'everything';
    if (position === was.position) continue;
    after = Math.min(after, was.position);
    upTo = Math.max(upTo, position);
  }
  return upTo < after ? undefined : { after, upTo };
}
