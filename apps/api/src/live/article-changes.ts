import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { ArticleMessage } from '#contracts/live-messages';
import { byteBudgets } from '#contracts/byte-budgets';
import { statusChange } from '#contracts/comment-life/status-change';
import { visibilityChange } from '#contracts/comment-life/visibility';
import { isVisible } from '#contracts/comment-life/visible';
import type { CommentStatus } from '#contracts/vocabulary';
import type { StoredEvent } from '#event-store/event';
import { type ThreadComment, commentsByIds } from '#read-models/thread/queries';
import { ArticleAnswers } from '../articles/article-answers.ts';
import { recorded } from '../commands/recorded.ts';
import { publicComment } from '../comments/comment-answer.ts';
import { serialize } from './live-message.ts';

/** Above this number of comments, reloading the thread is cheaper for clients and the service. */
const maxComments = 50;

/** Turns an article's events into messages for its readers: the count, and each changed comment once, as it is now. */
@Injectable()
export class ArticleChanges {
  constructor(
    private readonly pool: Pool,
    private readonly answers: ArticleAnswers,
  ) {}

  async of(site: string, articleId: string, events: readonly StoredEvent[]): Promise<ArticleMessage[]> {
    const effects = effectsOf(events);
    const ids = [...effects.keys()];
    const count = await this.count(site, articleId);
    if (ids.length > maxComments) return [count, reset];
    const comments = ids.length === 0 ? noComments : await commentsByIds(this.pool, site, ids, byteBudgets.live);
    const messages = [...effects].flatMap(([id, effect]) => commentMessage(comments.get(id), effect) ?? []);
    const isTooMuch = Buffer.byteLength(serialize(messages, anyPlace)) > byteBudgets.live;
    return [count, ...(isTooMuch || messages.some(isExcerpt) ? [reset] : messages)];
  }

  async count(site: string, articleId: string): Promise<ArticleMessage> {
    const { commentCount, open } = await this.answers.currentArticle(site, articleId);
    return { event: 'count', data: { count: commentCount, open } };
  }
}

const anyPlace = { position: 0, revision: '' };
const reset: ArticleMessage = { event: 'reset', data: {} };
const noComments: ReadonlyMap<string, ThreadComment> = new Map();
const isExcerpt = ({ event, data }: ArticleMessage): boolean => event === 'comment' && data.comment?.excerpt === true;

/** The effect of some events on a comment. Its row may be newer than these events; the next message covers the rest. */
interface Effect {
  readonly change: number;
  /** True if readers saw it before these events, or between two of them. */
  readonly wasShown: boolean;
  readonly status: CommentStatus | undefined;
}

function effectsOf(events: readonly StoredEvent[]): Map<string, Effect> {
  const effects = new Map<string, Effect>();
  for (const event of recorded(events)) {
    // Readers must not learn of a moderator's note, not even that it exists.
    if (!('commentId' in event.data) || event.type === 'CommentNoted') continue;
    const { commentId } = event.data;
    const before = effects.get(commentId);
    const change = visibilityChange(event);
    effects.set(commentId, {
      change: (before?.change ?? 0) + change,
      wasShown: (before?.wasShown ?? false) || change !== 0,
      status: statusChange(event, before?.status)?.to ?? before?.status,
    });
  }
  return effects;
}

/**
 * A comment that was never visible, such as a held one, causes no message. One that appeared and disappeared between
 * two messages does, because it is on its author's page.
 */
function commentMessage(comment: ThreadComment | undefined, effect: Effect): ArticleMessage | undefined {
  if (!comment) return undefined;
  const { change, wasShown, status } = effect;
  const { id } = comment;
  const isShown = isVisible(comment.status);
  if (status === undefined ? isShown : isVisible(status) && isShown) {
    return { event: 'comment', data: { kind: change > 0 ? 'new' : 'changed', id, comment: publicComment(comment) } };
  }
  if (!wasShown) return undefined;
  return { event: 'comment', data: { kind: 'gone', id, ...(!isShown && { comment: publicComment(comment) }) } };
}
