import type {
  CommentStatus,
  Decision,
  EditReview,
  Finding,
  ReportReason,
  QueueName,
  RejectionReason,
} from '#contracts/vocabulary';

/** A time from an event, or as PostgreSQL's JSON returned it. */
export type Instant = Date | string;

export interface ItemRow {
  readonly comment_id: string;
  readonly site_id: string;
  readonly article_id: string;
  readonly author_id: string;
  status: CommentStatus;
  on_record: CommentStatus;
  review: EditReview | null;
  queue: QueueName | null;
  home_queue: QueueName;
  waiting_since: Instant | null;
  findings: readonly Finding[];
  reports: Partial<Record<ReportReason, number>>;
  report_hundredths: number;
  approvals: number;
  edits: number;
  text_print: string | null;
  wave: string | null;
  wave_authors: number | null;
  version: number;
  readonly position: number;
}

export interface ReportRow {
  readonly comment_id: string;
  readonly position: number;
  readonly site_id: string;
  readonly reporter_id: string;
  readonly reason: ReportReason;
  readonly hundredths: number;
  readonly at: Instant;
  note: string | null;
  settled_by: string | null;
}

export interface DecisionRow {
  readonly event_id: string;
  readonly site_id: string;
  readonly comment_id: string;
  readonly author_id: string;
  readonly batch_id: string | null;
  readonly moderator_id: string;
  readonly decision: Decision;
  readonly reason: RejectionReason | null;
  readonly status_before: CommentStatus;
  readonly at: Instant;
  readonly position: number;
  undone: boolean;
  /** The comment's, before the decision. */
  readonly home_queue: QueueName;
  readonly waited_since: Instant | null;
}

export interface SizeRow {
  readonly site_id: string;
  readonly queue: QueueName;
  /** A difference. */
  readonly size: number;
  /** Null leaves it unchanged. */
  readonly last_decided_at: Date | null;
}

export interface ThresholdRow {
  readonly site_id: string;
  readonly flag_threshold: number;
  readonly policy_version: number;
}

/** The stored rows of the comments and sites that a batch changes. */
export interface KnownQueue {
  readonly items: readonly ItemRow[];
  readonly reports: readonly ReportRow[];
  readonly decisions: readonly DecisionRow[];
  readonly thresholds: readonly ThresholdRow[];
}
