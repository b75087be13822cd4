import type { CommentStatus, Decision, EditReview, QueueName, RejectionReason } from '#contracts/vocabulary';
import type { Moment } from './trail.ts';

export type OpenReport = readonly [reporterId: string, hundredths: number, at: number];

/** The state that an undo of this decision restores. */
export interface CountedDecision {
  readonly eventId: string;
  readonly waitingSince: number | null;
  readonly reports: readonly OpenReport[];
  readonly rules: readonly string[];
  readonly approvals: number;
}

/** Times are in milliseconds. */
export interface CountedComment {
  /** The status on record. */
  onRecord: CommentStatus;
  /** The reason why its new text needs review. */
  review: EditReview | null;
  waitingSince: number | null;
  /** Rules whose hold no decision has ended yet. */
  rules: readonly string[];
  reports: readonly OpenReport[];
  /** Number of approvals of the current text in force. */
  approvals: number;
  decisions: readonly CountedDecision[];
  /** Append-only. */
  readonly trail: Moment[];
}

export interface CommentRow {
  readonly comment_id: string;
  readonly site_id: string;
  readonly article_id: string;
  hundredths: number;
  last_position: number;
  readonly state: CountedComment;
}

export interface StatsDecisionRow {
  readonly event_id: string;
  readonly site_id: string;
  readonly at: Date;
  queue: QueueName | null;
  readonly moderator_id: string;
  readonly decision: Decision;
  readonly reason: RejectionReason | null;
  readonly waited_ms: number | null;
  readonly rules: readonly string[];
  undone: boolean;
}

export interface ModeratorRow {
  readonly site_id: string;
  readonly moderator_id: string;
  name: string | null;
  name_position: number;
  /** The comment that was decided: the name is sealed together with it, and is removed with it. */
  name_comment: string;
}

export interface StatsThresholdRow {
  readonly site_id: string;
  readonly position: number;
  readonly at: Date | string;
  readonly flag_threshold: number;
}

/** The stored rows of the comments and sites that a batch changes. */
export interface KnownStats {
  readonly comments: readonly CommentRow[];
  readonly thresholds: readonly StatsThresholdRow[];
}
