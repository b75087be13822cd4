import type { CommentStatus, Decision, EditReview, QueueName, RejectionReason } from '#contracts/vocabulary';
import type { Moment } from './trail.ts';

export type OpenReport = readonly [reporterId: string, hundredths: number, at: number];

/** What a comment goes back to when a decision is taken back. */
export interface CountedDecision {
  readonly eventId: string;
  readonly waitingSince: number | null;
  readonly reports: readonly OpenReport[];
  readonly rules: readonly string[];
  readonly approvals: number;
}

/** Times are in milliseconds. */
export interface CountedComment {
  /** The status under which moderators have it. */
  onRecord: CommentStatus;
  /** After what its new text is to be looked at. */
  review: EditReview | null;
  waitingSince: number | null;
  /** Rules whose hold no moderator has answered yet. */
  rules: readonly string[];
  reports: readonly OpenReport[];
  /** Of the current text that are not undone. */
  approvals: number;
  decisions: readonly CountedDecision[];
  /** Grows, and never changes otherwise. */
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
  /** The comment that was decided: the name is sealed with what was written there, and goes with it. */
  name_comment: string;
}

export interface StatsThresholdRow {
  readonly site_id: string;
  readonly position: number;
  readonly at: Date | string;
  readonly flag_threshold: number;
}

/** What earlier batches left behind of the comments and sites that a batch touches. */
export interface KnownStats {
  readonly comments: readonly CommentRow[];
  readonly thresholds: readonly StatsThresholdRow[];
}
