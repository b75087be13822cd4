import { find, withLinked } from '../state/comment-tree.ts';
import { linkedHere } from './linked-here.ts';
import { showInAddress } from './show-in-address.ts';
import type { Stage } from './stage.ts';

/** Goes to a comment, and loads it and its ancestors if needed. */
export async function visit(stage: Stage, id: string): Promise<void> {
  const here = find(stage.state.comments, id);
  if (!here || here.excerpt) {
    const linked = await linkedHere(stage.place, stage.service, id);
    if (linked === 'gone') stage.set({ announcement: 'linkGone' }, 'colloquy-heading');
    if (typeof linked !== 'object') return;
    stage.set({ comments: withLinked(stage.state.comments, linked) });
  }
  stage.set({ target: id }, `comment-${id}`);
}

/** The same, and sets the page's address. */
export function goTo(stage: Stage, id: string): Promise<void> {
  showInAddress(id);
  return visit(stage, id);
}
