import { clientOf } from '#client/client';
import type { EmbedPage } from '#contracts/embed';
import type { Links } from '../components/scene.ts';
import { withLinked } from '../state/comment-tree.ts';
import { type ThreadState, emptyConversation } from '../state/thread-state.ts';

/** The state that a page rendered on a server shows, and that the browser begins with when it adopts that page. */
export function stateOfPage({ thread, sort, now, linked, open }: EmbedPage): ThreadState {
  const { article, count, comments, nextCursor } = thread;
  return {
    ...emptyConversation(sort, now),
    phase: 'ready',
    article,
    count,
    nextCursor,
    comments: linked ? withLinked(comments, linked) : comments,
    target: linked?.comment.id ?? null,
    panel: open,
  };
}

/** @param addressOf a comment's address for sharing; absent on the service's own page of the thread */
export function linksTo(base: string, site: string, article: string, addressOf?: (id: string) => string): Links {
  const { addressOf: at } = clientOf({ base });
  const page: Links['page'] = (query = {}, hash) =>
    at('GET /v1/sites/:site/articles/:article/embed', { params: { site, article }, query }) +
    (hash === undefined ? '' : `#${hash}`);
  return {
    page,
    comment: addressOf ?? ((id) => page({ comment: id }, `comment-${id}`)),
    avatar: (url) => (url.startsWith('/') ? base + url : url),
  };
}
