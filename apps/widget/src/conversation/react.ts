import type { ReportReason } from '#contracts/vocabulary';
import { type TreeComment, change } from '../state/comment-tree.ts';
import { nobodyNow } from './look.ts';
import { showInAddress } from './show-in-address.ts';
import type { Stage } from './stage.ts';
import { submit, telling } from './submit.ts';

/** Shown at once, and undone if the service refuses. */
export async function like(stage: Stage, id: string, liked: boolean): Promise<void> {
  mark(stage, id, liked);
  const { value, problem } = await telling(stage).like(id, liked);
  if (problem) {
    mark(stage, id, !liked);
    if (problem.code === 'unauthenticated') nobodyNow(stage);
    stage.set({ announcement: problem.code === 'unauthenticated' ? 'signedOut' : 'failed' });
    return;
  }
  // A field that the answer lacks stays unchanged.
  const { position, ...counted } = value;
  stage.drafts.wrote(position);
  stage.set({
    comments: change(stage.state.comments, id, (comment) => ({
      ...comment,
      ...(counted as Pick<TreeComment, 'likes'>),
    })),
  });
}

function mark(stage: Stage, id: string, liked: boolean): void {
  const { viewer, comments } = stage.state;
  if (!viewer) return;
  const others = viewer.liked.filter((one) => one !== id);
  stage.set({
    viewer: { ...viewer, liked: liked ? [...others, id] : others },
    comments: change(comments, id, (comment) => ({ ...comment, likes: Math.max(0, comment.likes + (liked ? 1 : -1)) })),
  });
}

/** Reports a comment to the moderators. */
export async function report(stage: Stage, id: string, reason: ReportReason, note: string): Promise<void> {
  const taken = await submit(stage, `report ${id}`, () => telling(stage).report(id, reason, note));
  if (taken) stage.set({ panel: null, announcement: 'reported' }, `report-${id}`);
}

/** Hands the comment's address to the system's own way of sharing, or to the clipboard. */
export async function share(stage: Stage, id: string): Promise<void> {
  const url = stage.addressOf(id);
  try {
    if (matchMedia('(pointer: coarse)').matches && 'share' in navigator) await navigator.share({ url });
    else {
      await navigator.clipboard.writeText(url);
      stage.set({ announcement: 'copied' });
    }
  } catch {
    // Sharing was called off, or the page may not use the clipboard: the address is in the address bar.
    showInAddress(id);
  }
}
