import type { z } from 'zod';
import type { CommentAnswer } from '#contracts/answers';
import { isVisible } from '#contracts/comment-life/visible';
import type { CommentStatus } from '#contracts/vocabulary';
import type { ThreadComment } from '#read-models/thread/queries';

type Answer = z.infer<typeof CommentAnswer>;

export const avatarUrl = (authorId: string, picture: string | null | undefined): string =>
  picture ?? `/v1/avatars/${authorId}.svg`;

/** The badge that readers see next to the author's name. Needed because a guest can enter any name. */
export const badgeOf = (badge: 'staff' | null, kind: 'member' | 'guest'): { badge?: 'staff' | 'guest' } =>
  badge !== null ? { badge } : kind === 'guest' ? { badge: 'guest' } : {};

/** A comment as any reader may see it. A comment that is not visible becomes a tombstone without author and text. */
export function publicComment(comment: ThreadComment): Answer {
  return isVisible(comment.status) ? fullComment(comment) : tombstone(comment);
}

/** The complete comment, for its author and for moderators. */
export function fullComment(comment: ThreadComment): Answer {
  return {
    ...frame(comment),
    author: {
      id: comment.authorId,
      name: comment.authorName ?? '',
      avatarUrl: avatarUrl(comment.authorId, comment.authorPicture),
      ...badgeOf(comment.badge, comment.authorKind),
    },
    body: comment.body,
    html: comment.html,
    status: comment.status,
  };
}

/** A comment in a moderator's list: complete, or as readers see it if the moderator may not work on it. */
export const seenComment = (comment: ThreadComment): Answer =>
  comment.asReaders ? publicComment(comment) : fullComment(comment);

function tombstone(comment: ThreadComment): Answer {
  return { ...frame(comment), author: null, body: null, html: null, status: tombstoneStatus(comment.status), likes: 0 };
}

const tombstoneStatus = (status: CommentStatus): Answer['status'] =>
  status === 'withdrawn' || status === 'erased' ? status : 'removed';

function frame(comment: ThreadComment) {
  const { id, articleId, parentId, depth, createdAt, editedAt, likes, replyCount } = comment;
  const { excerpt, replies, nextReplies } = comment;
  return {
    id,
    articleId,
    parentId,
    depth,
    likes,
    replyCount,
    createdAt: createdAt.toISOString(),
    editedAt: editedAt?.toISOString() ?? null,
    ...(excerpt && { excerpt }),
    ...(replies && { replies: replies.map(publicComment) }),
    ...(nextReplies !== undefined && { nextReplies }),
  };
}
