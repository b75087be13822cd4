import { isVisible } from '#contracts/comment-life/visible';
import type { CommentStatus } from '#contracts/vocabulary';
import { renderTyped } from '#markdown/render-typed';

/** A comment as the read model holds it. In what readers get, a tombstone has neither its author's name nor a text. */
export interface ThreadComment {
  readonly id: string;
  readonly articleId: string;
  readonly parentId: string | null;
  readonly rootId: string;
  readonly depth: number;
  readonly authorId: string;
  readonly authorName: string | null;
  readonly authorPicture: string | null;
  readonly authorKind: 'member' | 'guest';
  readonly badge: 'staff' | null;
  readonly body: string | null;
  readonly html: string | null;
  readonly status: CommentStatus;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
  readonly likes: number;
  /** Visible direct replies, whether or not they are in `replies`. */
  readonly replyCount: number;
  /** The version of the comment's own stream. */
  readonly version: number;
  readonly position: number;
  /** Whoever asks may see no more of it than any reader. */
  readonly asReaders?: true;
  /** Only the beginning of the text is here: the whole of it would have been too much among the others. */
  readonly excerpt?: true;
  replies?: ThreadComment[];
  /** Where to go on, by `repliesPage`, when this thread has more replies than were asked for. */
  nextReplies?: string;
}

/** The columns of read.comments that make a `ThreadComment`. */
export const commentColumns = (alias: string): string => columns.map((column) => `${alias}.${column}`).join(', ');

/**
 * The same, with only the beginning of the text where the condition does not hold, unless the text is no longer than
 * that.
 */
export const excerptColumns = (alias: string, condition: string): string => {
  const isWhole = `(${condition} or coalesce(octet_length(${alias}.body), 0) <= ${excerptLength})`;
  const body = `case when ${isWhole} then ${alias}.body else left(${alias}.body, ${excerptLength}) end as body`;
  const html = `case when ${isWhole} then ${alias}.html end as html`;
  const others = columns.filter((column) => column !== 'body' && column !== 'html');
  return [...others.map((column) => `${alias}.${column}`), body, html, `not ${isWhole} as excerpt`].join(', ');
};

/** Characters: enough to tell which comment it is, and what it is about. */
const excerptLength = 200;

/**
 * What a comment takes in an answer at least, without reading its texts: their lengths stand beside them. A few hundred
 * bytes are ids, times and numbers.
 */
export const bytesOf = (alias: string): string =>
  `(coalesce(octet_length(${alias}.body), 0) + coalesce(octet_length(${alias}.html), 0) + 500)`;

const columns = [
  ...['id', 'article_id', 'parent_id', 'root_id', 'depth', 'author_id', 'author_name', 'author_picture'],
  ...['author_kind', 'badge'],
  ...['body', 'html', 'status', 'created_at', 'edited_at', 'likes', 'reply_count', 'version', 'position'],
];

export interface StoredComment {
  readonly id: string;
  readonly article_id: string;
  readonly parent_id: string | null;
  readonly root_id: string;
  readonly depth: number;
  readonly author_id: string;
  readonly author_name: string | null;
  readonly author_picture: string | null;
  readonly author_kind: 'member' | 'guest';
  readonly badge: 'staff' | null;
  readonly body: string | null;
  readonly html: string | null;
  readonly status: CommentStatus;
  readonly created_at: Date | string;
  readonly edited_at: Date | string | null;
  readonly likes: number;
  readonly reply_count: number;
  readonly version: number;
  readonly position: number;
  readonly excerpt?: boolean;
}

/** The same to the byte, for a few comments: their texts are read for it. */
export const jsonBytesOf = (alias: string): string =>
  `(coalesce(octet_length(to_json(${alias}.body)::text), 0) + coalesce(octet_length(to_json(${alias}.html)::text), 0) + 750)`;

/** Everything that is known of a comment, also of one that readers may not see: the caller decides who may. */
export const toThreadComment = (row: StoredComment): ThreadComment => ({
  ...whole(row),
  ...(row.excerpt === true && row.body !== null && excerptOf(row.body)),
});

/** Cut anywhere, Markdown would say something else: the beginning is shown as it was typed. */
function excerptOf(text: string) {
  const body = `${text.trimEnd()}…`;
  return { body, html: renderTyped(body), excerpt: true } as const;
}

const whole = (row: StoredComment): ThreadComment => ({
  id: row.id,
  articleId: row.article_id,
  parentId: row.parent_id,
  rootId: row.root_id,
  depth: row.depth,
  authorId: row.author_id,
  authorName: row.author_name,
  authorPicture: row.author_picture,
  authorKind: row.author_kind,
  badge: row.badge,
  body: row.body,
  html: row.html,
  status: row.status,
  createdAt: new Date(row.created_at),
  editedAt: row.edited_at === null ? null : new Date(row.edited_at),
  likes: row.likes,
  replyCount: row.reply_count,
  version: row.version,
  position: Number(row.position),
});

/** What readers get of a comment: itself while it is visible, its tombstone after that. */
export const toPublicComment = (row: StoredComment): ThreadComment =>
  isVisible(row.status) ? toThreadComment(row) : { ...toThreadComment(row), ...nothing };

const nothing = { authorName: null, authorPicture: null, badge: null, body: null, html: null };

/** A comment with whether whoever asks may see it: itself, or what readers get. */
export interface JudgedComment extends StoredComment {
  readonly in_sight: boolean;
}
export const toSeenComment = (row: JudgedComment): ThreadComment =>
  row.in_sight ? toThreadComment(row) : { ...toPublicComment(row), asReaders: true };

/** Hangs the replies of one thread under their parents, in the order given. Every parent stands before its replies. */
export function nest(root: ThreadComment, replies: readonly ThreadComment[]): void {
  const byId = new Map([root, ...replies].map((comment) => [comment.id, comment]));
  for (const comment of byId.values()) comment.replies = [];
  for (const reply of replies) byId.get(reply.parentId ?? '')?.replies?.push(reply);
}
