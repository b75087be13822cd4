import { clientOf } from '#client/client';
import type { EmbedPage, EmbedSent } from '#contracts/embed';
import type { Links } from '../components/scene.ts';
import { withLinked } from '../state/comment-tree.ts';
import { withWords } from '../conversation/marked-words.ts';
import { type FormState, type ThreadState, emptyForm, emptyConversation } from '../state/thread-state.ts';

/** The state that a page rendered on a server shows, and that the browser begins with when it adopts that page. */
export function stateOfPage({ thread, sort, now, linked, open, sent }: EmbedPage): ThreadState {
  const { article, count, comments, nextCursor } = thread;
  const form = open === null ? '' : open.kind === 'report' ? `report ${open.id}` : open.id;
  return {
    ...emptyConversation(sort, now),
    phase: 'ready',
    article,
    count,
    nextCursor,
    comments: linked ? withLinked(comments, linked) : comments,
    target: linked?.comment.id ?? null,
    panel: open,
    forms: sent ? { [form]: formOfSent(sent, open?.kind === 'report') } : {},
  };
}

/** What was said of a comment to moderators is put into no other form, where the next click would publish it. */
const formOfSent = (
  { outcome, body = '', name = '', email = '', reason, note = '' }: EmbedSent,
  isReport: boolean,
): FormState => ({
  ...emptyForm,
  body: isReport ? note : body,
  name,
  email,
  reason,
  notice: typeof outcome === 'string' ? { outcome } : { problem: withWords(outcome, body) },
});

/** @param addressOf a comment's address for others; absent: on the thread's page of its own */
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
