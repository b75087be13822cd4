import { hear } from '#client/event-stream';
import type { ArticleMessage, LiveComment } from '#contracts/answers';
import { type TreeComment, find, isShown, remove, update } from '../state/comment-tree.ts';
import { draftedForm } from './drafted-form.ts';
import { refresh } from './read-on.ts';
import { look } from './read.ts';
import type { Stage } from './stage.ts';

/**
 * Follows what happens to the article. A page that nobody looks at does not listen: browsers allow few connections to a host.
 */
export function listen(stage: Stage, signal: AbortSignal): void {
  let source: EventSource | null = null;
  let position = stage.seen;
  const reach = (id: string): string => (position = id || position);
  const start = (): void => {
    source = new EventSource(stage.service.liveAddress(position));
    hear<ArticleMessage>(
      source,
      {
        count: (count, id) => counted(stage, count, parseInt(reach(id))),
        comment: (comment, id) => changed(stage, comment, reach(id)),
        reset: (_, id) => {
          reach(id);
          void refresh(stage);
        },
      },
      () => setTimeout(follow, 30_000),
    );
  };
  const follow = (): void => {
    source?.close();
    source = null;
    if (document.visibilityState === 'visible' && !signal.aborted) start();
  };
  document.addEventListener('visibilitychange', follow, { signal });
  signal.addEventListener('abort', follow);
  follow();
}

type Count = Extract<ArticleMessage, { event: 'count' }>['data'];

/** What was counted before one's own comment was posted is older than the page. */
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
    stage.set({ comments: remove(comments, id), arrived: without(stage, id) });
    // One's own that waits, or was rejected, stays, and says so.
    if (here && (!viewer || here.author?.id === viewer.author?.id)) void look(stage, position);
  } else if (here) stage.set({ comments: update(comments, comment) });
  else if (isShown(comment)) stage.set({ arrived: [...without(stage, id), comment] });
}

const without = ({ state }: Stage, id: string): TreeComment[] => state.arrived.filter((one) => one.id !== id);
