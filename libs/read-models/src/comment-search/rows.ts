import type { CommentStatus, Decision, RejectionReason } from '#contracts/vocabulary';

/** A decision in force. */
export interface StoodBy {
  readonly eventId: string;
  readonly by: string;
  readonly decision: Decision;
  readonly reason: RejectionReason | null;
  readonly at: string;
}

/** The stored data of an earlier comment that a fold needs. */
export interface SearchedComment {
  readonly comment_id: string;
  readonly author_id: string;
  readonly status: CommentStatus;
  readonly on_record: CommentStatus;
  readonly decisions: readonly StoodBy[];
}

/** The columns that are set when a comment is posted. */
interface Posted {
  readonly site_id: string;
  readonly article_id: string;
  readonly created_at: Date;
  readonly position: number;
}

/** The changes of a batch to one comment; null leaves a column unchanged. */
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
  /** Undefined: unchanged. */
  title: string | null | undefined;
}
