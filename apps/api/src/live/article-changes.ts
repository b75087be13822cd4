import type { Pool } from 'pg';
import { visibilityChange } from '#contracts/visibility';
import { isVisible } from '#contracts/vocabulary';
import type { StoredEvent } from '#event-store/event';
import { getArticle } from '#read-models/article/queries';
import { type ThreadComment, commentsByIds } from '#read-models/thread/queries';
import { recorded } from '../commands/recorded';
import { publicComment } from '../comments/comment-answer';
import type { LiveMessage } from './live-message';

/** Past this many, loading the thread again is less work for everybody. */
const maxComments = 50;

/** What readers of an article are told about these events of it: each comment once, as it is now, and the count. */
export async function articleChanges(
  pool: Pool,
  site: string,
  articleId: string,
  events: readonly StoredEvent[],
): Promise<LiveMessage[]> {
  const touched = new Map<string, number>();
  for (const event of recorded(events)) {
    if (!('commentId' in event.data)) continue;
    const { commentId } = event.data;
    touched.set(commentId, (touched.get(commentId) ?? 0) + visibilityChange(event));
  }
  const ids = [...touched.keys()];
  if (ids.length > maxComments) return [await countMessage(pool, site, articleId), { event: 'reset', data: {} }];
  const comments = ids.length === 0 ? new Map<string, ThreadComment>() : await commentsByIds(pool, site, ids);
  return [
    await countMessage(pool, site, articleId),
    ...ids.flatMap((id) => commentMessage(comments.get(id), touched.get(id) ?? 0) ?? []),
  ];
}

export async function countMessage(pool: Pool, site: string, articleId: string): Promise<LiveMessage> {
  const article = await getArticle(pool, site, articleId);
  const closed = article?.closesAt != null && article.closesAt <= new Date();
  return { event: 'count', data: { count: article?.commentCount ?? 0, open: (article?.open ?? true) && !closed } };
}

/** A comment that was never visible is nobody's business: a held one makes no message. */
function commentMessage(comment: ThreadComment | undefined, change: number): LiveMessage | undefined {
  if (!comment) return undefined;
  const { id } = comment;
  if (isVisible(comment.status)) {
    return { event: 'comment', data: { kind: change > 0 ? 'new' : 'changed', id, comment: publicComment(comment) } };
  }
  return change < 0 ? { event: 'comment', data: { kind: 'gone', id, comment: publicComment(comment) } } : undefined;
}
