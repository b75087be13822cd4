import type { Standings } from '#read-models/standings';

/** A stretch of the log: behind one position, and up to another. */
export interface LogStretch {
  readonly after: number;
  readonly upTo: number;
}

/**
 * The events that tell everything which changed in the read models between two looks, or that no events tell it;
 * undefined where nothing changed. Each model counts by itself: one that is stopped does not hold back what the others
 * say, and what was read of it before comes again when it goes on.
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
