import { batches } from '#client/batches';
import type { ArticleMessage, LiveComment } from '#contracts/live-messages';
import { type TreeComment, find, isShown, update } from '../state/comment-tree.ts';
import { draftedForm } from './drafted-form.ts';
import { catchUp } from './catch-up.ts';
import { look } from './look.ts';
import { type Follower, type LiveMessage, follow } from './shared-stream.ts';
import type { Stage } from './stage.ts';
import { takeOut } from './take-out.ts';

/** Follows the article's live events while the page is visible. */
export function listen(stage: Stage, signal: AbortSignal): void {
  const { place, seen, service } = stage;
  const follower: Follower = { article: place.article, upTo: seen, hear: (message) => apply(stage, message) };
  const source = { address: service.liveAddress, batches };
  let leave: (() => void) | undefined;
  const turn = (): void => {
    leave?.();
    leave = document.visibilityState === 'visible' && !signal.aborted ? follow(source, follower) : undefined;
  };
  document.addEventListener('visibilitychange', turn, { signal });
  signal.addEventListener('abort', turn);
  turn();
}

function apply(stage: Stage, { event, data }: LiveMessage): void {
  if (event === 'count') counted(stage, data, parseInt(data.upTo));
  else if (event === 'comment') changed(stage, data, data.upTo);
  else if (event === 'reset') void catchUp(stage);
  else {
    stage.skew = Date.parse(data.now) - Date.now();
    const now = stage.time();
    if (Math.abs(now - stage.state.now) > 60_000) stage.set({ now });
  }
}

type Count = Extract<ArticleMessage, { event: 'count' }>['data'];

/** A count from before the reader's own post is older than the page's and is ignored. */
function counted(stage: Stage, { count, open }: Count, position: number): void {
  const { article, count: before } = stage.state;
  if (position < stage.counted || !article) return;
  stage.counted = position;
  if (count !== before || open !== article.open) stage.set({ count, article: { ...article, open } });
  if (open === article.open || !stage.drafts.read('')) return;
  // A form that comes back begins with what was typed when it went.
  stage.setForm('', draftedForm('', stage.drafts, stage.identity));
  if (!open) stage.set({ announcement: 'closed' });
}

function changed(stage: Stage, { kind, id, comment }: LiveComment, position: string): void {
  const { comments, viewer } = stage.state;
  const here = find(comments, id);
  if (kind === 'gone' || !comment) {
    takeOut(stage, id, comment);
    // The reader's own comment stays, marked as held or rejected.
    if (here && (!viewer || here.author?.id === viewer.author?.id)) void look(stage, position);
  } else if (here) stage.set({ comments: update(comments, comment) });
  else if (isShown(comment)) stage.set({ arrived: [...without(stage, id), comment] });
}

const without = ({ state }: Stage, id: string): TreeComment[] => state.arrived.filter((one) => one.id !== id);
