import { isVisible } from '#contracts/comment-life/visible';
import type { CommentStatus } from '#contracts/vocabulary';
import { renderTyped } from '#markdown/render-typed';

/** A comment as stored in the read model. For readers, a tombstone has neither a name nor a text. */
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
  /** Number of visible direct replies, whether or not they are in `replies`. */
  readonly replyCount: number;
  /** The version of the comment's stream. */
  readonly version: number;
  readonly position: number;
  /** The moderator may not see more of it than readers do. */
  readonly asReaders?: true;
  /** Contains only the beginning of the text, because the full text would exceed the size limit. */
  readonly excerpt?: true;
  replies?: ThreadComment[];
  /** The cursor for `repliesPage` if this thread has more replies. */
  nextReplies?: string;
}

/** The columns of read.comments that make a `ThreadComment`. */
export const commentColumns = (alias: string): string => columns.map((column) => `${alias}.${column}`).join(', ');

/** The same columns, but with only the beginning of a longer text if the condition is false. */
export const excerptColumns = (alias: string, condition: string): string => {
  const isWhole = `(${condition} or coalesce(octet_length(${alias}.body), 0) <= ${excerptLength})`;
  const body = `case when ${isWhole} then ${alias}.body else left(${alias}.body, ${excerptLength}) end as body`;
  const html = `case when ${isWhole} then ${alias}.html end as html`;
  const others = columns.filter((column) => column !== 'body' && column !== 'html');
  return [...others.map((column) => `${alias}.${column}`), body, html, `not ${isWhole} as excerpt`].join(', ');
};

/** In characters: enough to recognise the comment and its subject. */
const excerptLength = 200;

/**
 * The minimum size of a comment in a response, from the stored lengths of its texts, without reading them. A few
 * hundred bytes are for ids, times and numbers.
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

/** The same size exactly, for a few comments, because it reads their texts. */
export const jsonBytesOf = (alias: string): string =>
  `(coalesce(octet_length(to_json(${alias}.body)::text), 0) + coalesce(octet_length(to_json(${alias}.html)::text), 0) + 750)`;

/** Returns the complete comment, even if readers may not see it. The caller checks permissions. */
export const toThreadComment = (row: StoredComment): ThreadComment => ({
  ...whole(row),
  ...(row.excerpt === true && row.body !== null && excerptOf(row.body)),
});

/** Markdown that is cut off could change its meaning, so the excerpt is shown as typed. */
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

/** Returns a comment as readers see it: itself while it is visible, its tombstone afterwards. */
export const toPublicComment = (row: StoredComment): ThreadComment =>
  isVisible(row.status) ? toThreadComment(row) : withoutWords(toThreadComment(row));

/** Returns a comment without its text and its author's name. */
export const withoutWords = (comment: ThreadComment): ThreadComment => ({ ...comment, ...nothing });

const nothing = { authorName: null, authorPicture: null, badge: null, body: null, html: null };

/** A comment, and whether the moderator may see it. */
export interface JudgedComment extends StoredComment {
  readonly in_sight: boolean;
}
export const toSeenComment = (row: JudgedComment): ThreadComment =>
  row.in_sight ? toThreadComment(row) : { ...toPublicComment(row), asReaders: true };

/** Nests the replies of one thread under their parents, in the given order. Every parent must precede its replies. */
export function nest(root: ThreadComment, replies: readonly ThreadComment[]): void {
  const byId = new Map([root, ...replies].map((comment) => [comment.id, comment]));
  for (const comment of byId.values()) comment.replies = [];
  for (const reply of replies) byId.get(reply.parentId ?? '')?.replies?.push(reply);
}
