import type { Who } from '#contracts/who';

/** What became of a card that somebody else was faster with. */
export type Fate =
  | {
      readonly kind: 'decided';
      readonly by: Who | null;
      readonly decision: string;
      readonly at: string;
      readonly version: number | null;
    }
  /** Somebody else looks at it now. */
  | { readonly kind: 'lost'; readonly to: Who | null };

/** What undoes somebody else's decision; null for what is none. */
export function oppositeOf(fate: Fate): 'approve' | 'reject' | 'undo' | null {
  if (fate.kind === 'lost') return null;
  if (fate.decision === 'approve') return 'reject';
  if (fate.decision === 'reject') return 'approve';
  return fate.decision === 'escalate' ? 'undo' : null;
}
