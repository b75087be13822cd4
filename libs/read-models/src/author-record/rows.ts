import type { CommentStatus, RestrictionKind } from '#contracts/vocabulary';

export interface RestrictionRow {
  readonly kind: RestrictionKind;
  readonly until: string | null;
  readonly reason: string | null;
  /** The moderator; the nil UUID if it was carried over. */
  readonly by: string;
  readonly since: string;
  /** It was in force when an earlier account of the same person was erased. */
  readonly carriedOver?: true;
}

export type Count =
  | 'published'
  | 'held'
  | 'approved'
  | 'rejected'
  | 'escalated'
  | 'withdrawn'
  | 'flagged'
  | 'reports_decided'
  | 'reports_agreed';

/** The changes of a batch to an author's row: counts are differences, null leaves a column unchanged. */
export interface AuthorChange extends Record<Count, number> {
  readonly site_id: string;
  readonly author_id: string;
  readonly first_seen: Date;
  name: string | null;
  picture: string | null;
  name_position: number;
  kind: 'member' | 'guest' | null;
  restrictions: RestrictionRow[] | null;
  erased: boolean;
}

export interface AuthoredComment {
  readonly comment_id: string;
  readonly author_id: string;
  status: CommentStatus;
  on_record: CommentStatus;
  decisions: string[];
}

export interface AuthoredReport {
  readonly comment_id: string;
  readonly position: number;
  readonly reporter_id: string;
  verdict: string | null;
  agreed: boolean | null;
}

/** The stored rows of the comments and authors that a batch changes. */
export interface KnownAuthors {
  readonly comments: readonly AuthoredComment[];
  readonly reports: readonly AuthoredReport[];
  readonly restrictions: readonly { site_id: string; author_id: string; restrictions: RestrictionRow[] }[];
}

/**
 * Returns the count that a comment belongs to. A withdrawn comment that was rejected, before or after, counts as
 * rejected.
 */
export const countOf = ({ status, on_record }: Pick<AuthoredComment, 'status' | 'on_record'>): Count => {
  if (status === 'erased') return 'withdrawn';
  return on_record === 'rejected' ? on_record : status;
};
