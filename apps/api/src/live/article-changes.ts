import type { Pool } from 'pg';
import { visibilityChange } from '#contracts/visibility';
import { type CommentStatus, isVisible } from '#contracts/vocabulary';
import type { StoredEvent } from '#event-store/event';
import { getArticle } from '#read-models/article/queries';
import { statusChange } from '#read-models/status-change';
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
  const told = new Map<string, Told>();
  for (const event of recorded(events)) {
    if (!('commentId' in event.data)) continue;
    const { commentId } = event.data;
    const before = told.get(commentId);
    told.set(commentId, {
      change: (before?.change ?? 0) + visibilityChange(event),
      status: statusChange(event)?.to ?? before?.status,
    });
  }
  const ids = [...told.keys()];
  const count = await countMessage(pool, site, articleId);
  if (ids.length > maxComments) return [count, { event: 'reset', data: {} }];
  const comments = ids.length === 0 ? new Map<string, ThreadComment>() : await commentsByIds(pool, site, ids);
  return [count, ...[...told].flatMap(([id, what]) => commentMessage(comments.get(id), what) ?? [])];
}

/** What these events did to a comment. Its row may be newer than they are; what made it so is told next. */
interface Told {
  readonly change: number;
  readonly status: CommentStatus | undefined;
}

export async function countMessage(pool: Pool, site: string, articleId: string): Promise<LiveMessage> {
  const article = await getArticle(pool, site, articleId);
  const closed = article?.closesAt != null && article.closesAt <= new Date();
  return { event: 'count', data: { count: article?.commentCount ?? 0, open: (article?.open ?? true) && !closed } };
}

/** A comment that was never visible is nobody's business: a held one makes no message. */
function commentMessage(comment: ThreadComment | undefined, { change, status }: Told): LiveMessage | undefined {
  if (!comment) return undefined;
  const { id } = comment;
  const isShown = isVisible(comment.status);
  if (status === undefined ? isShown : isVisible(status) && isShown) {
    return { event: 'comment', data: { kind: change > 0 ? 'new' : 'changed', id, comment: publicComment(comment) } };
  }
  if (change >= 0) return undefined;
  return { event: 'comment', data: { kind: 'gone', id, ...(!isShown && { comment: publicComment(comment) }) } };
}
