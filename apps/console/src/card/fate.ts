import type { Who } from '#contracts/who';

/** Why a card can no longer be decided: its comment was decided or changed, or a colleague has claimed it. */
export type Fate =
  | {
      readonly kind: 'decided';
      readonly by: Who | null;
      readonly decision: string;
      readonly at: string;
      readonly version: number | null;
    }
  /** Another moderator holds the claim. */
  | { readonly kind: 'lost'; readonly to: Who | null };

/** The decision that reverses a colleague's decision; null if there is nothing to reverse. */
export function oppositeOf(fate: Fate): 'approve' | 'reject' | 'undo' | null {
  if (fate.kind === 'lost') return null;
  if (fate.decision === 'approve') return 'reject';
  if (fate.decision === 'reject') return 'approve';
  return fate.decision === 'escalate' ? 'undo' : null;
}
