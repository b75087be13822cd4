import type { CommentStatus, Decision, RejectionReason } from '#contracts/vocabulary';

/** A decision that stands. */
export interface StoodBy {
  readonly eventId: string;
  readonly by: string;
  readonly decision: Decision;
  readonly reason: RejectionReason | null;
  readonly at: string;
}

/** What a fold must know of a comment that was posted in an earlier batch. */
export interface SearchedComment {
  readonly comment_id: string;
  readonly author_id: string;
  readonly status: CommentStatus;
  readonly on_record: CommentStatus;
  readonly decisions: readonly StoodBy[];
}

/** What is known of a comment's place once it was posted. */
interface Posted {
  readonly site_id: string;
  readonly article_id: string;
  readonly created_at: Date;
  readonly position: number;
}

/** What a batch does to one comment; null leaves a column as it is. */
export interface SearchChange {
  readonly comment_id: string;
  readonly author_id: string;
  readonly posted: Posted | null;
  status: CommentStatus;
  on_record: CommentStatus;
  decisions: readonly StoodBy[];
  reason: RejectionReason | null;
  rules: readonly string[] | null;
  words: readonly string[] | null;
  cleared: boolean;
}

export interface ArticleChange {
  readonly key: string;
  readonly site_id: string;
  readonly article_id: string;
  last_comment_at: Date | null;
  first_seen: Date;
  known_since: Date | null;
  /** Undefined: nothing new is said about it. */
  title: string | null | undefined;
}
