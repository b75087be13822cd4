import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { ArticleMessage } from '#contracts/answers';
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

/** Past this many, loading the thread again is less work for everybody. */
const maxComments = 50;

/** What readers of an article are told about these events of it: each comment once, as it is now, and the count. */
@Injectable()
export class ArticleChanges {
  constructor(
    private readonly pool: Pool,
    private readonly answers: ArticleAnswers,
  ) {}

  async of(site: string, articleId: string, events: readonly StoredEvent[]): Promise<ArticleMessage[]> {
    const told = toldBy(events);
    const ids = [...told.keys()];
    const count = await this.count(site, articleId);
    if (ids.length > maxComments) return [count, reset];
    const comments = ids.length === 0 ? noComments : await commentsByIds(this.pool, site, ids, byteBudgets.live);
    const messages = [...told].flatMap(([id, what]) => commentMessage(comments.get(id), what) ?? []);
    const isTooMuch = Buffer.byteLength(serialize(messages, somewhere)) > byteBudgets.live;
    return [count, ...(isTooMuch || messages.some(isExcerpt) ? [reset] : messages)];
  }

  async count(site: string, articleId: string): Promise<ArticleMessage> {
    const { commentCount, open } = await this.answers.currentArticle(site, articleId);
    return { event: 'count', data: { count: commentCount, open } };
  }
}

const somewhere = { position: 0, revision: '' };
const reset: ArticleMessage = { event: 'reset', data: {} };
const noComments: ReadonlyMap<string, ThreadComment> = new Map();
const isExcerpt = ({ event, data }: ArticleMessage): boolean => event === 'comment' && data.comment?.excerpt === true;

/** What these events did to a comment. Its row may be newer than they are; what made it so is told next. */
interface Told {
  readonly change: number;
  /** Readers saw it before these events, or between two of them. */
  readonly wasShown: boolean;
  readonly status: CommentStatus | undefined;
}

function toldBy(events: readonly StoredEvent[]): Map<string, Told> {
  const told = new Map<string, Told>();
  for (const event of recorded(events)) {
    // Of a moderator's note readers hear nothing, not even that there is one.
    if (!('commentId' in event.data) || event.type === 'CommentNoted') continue;
    const { commentId } = event.data;
    const before = told.get(commentId);
    const change = visibilityChange(event);
    told.set(commentId, {
      change: (before?.change ?? 0) + change,
      wasShown: (before?.wasShown ?? false) || change !== 0,
      status: statusChange(event, before?.status)?.to ?? before?.status,
    });
  }
  return told;
}

/**
 * A comment that was never visible is nobody's business: a held one makes no message. One that came and went between
 * two tellings does: whoever wrote it has it on their page.
 */
function commentMessage(comment: ThreadComment | undefined, told: Told): ArticleMessage | undefined {
  if (!comment) return undefined;
  const { change, wasShown, status } = told;
  const { id } = comment;
  const isShown = isVisible(comment.status);
  if (status === undefined ? isShown : isVisible(status) && isShown) {
    return { event: 'comment', data: { kind: change > 0 ? 'new' : 'changed', id, comment: publicComment(comment) } };
  }
  if (!wasShown) return undefined;
  return { event: 'comment', data: { kind: 'gone', id, ...(!isShown && { comment: publicComment(comment) }) } };
}
