import type { Policy } from '#contracts/policy';
import type { Decision, ReportReason, RejectionReason } from '#contracts/vocabulary';
import type { Draft, Found } from './screening/phase.ts';

/** The policy in force: its rules, and the version that the events record. */
export interface PolicyInForce {
  readonly policy: Policy;
  readonly policyVersion: number;
}

/** A text as measured by the API: the typed body, and the length and links of the text as displayed. */
export interface Text extends Pick<Draft, 'length' | 'links'> {
  readonly body: string;
}

export interface PostComment {
  type: 'PostComment';
  commentId: string;
  articleId: string;
  parent: { commentId: string; rootId: string; depth: number; visible: boolean } | null;
  author: {
    id: string;
    kind: 'member' | 'guest';
    name: string;
    picture?: string;
    emailHash?: string;
    badge: 'staff' | null;
  };
  text: Text;
  language: string | null;
  findings: readonly Found[];
  /** The author was asked to reconsider, and sends the text unchanged. */
  nudged?: boolean;
  inForce: PolicyInForce;
}

export interface EditComment {
  type: 'EditComment';
  authorId: string;
  text: Text;
  sameText: boolean;
  findings: readonly Found[];
  inForce: PolicyInForce;
  now: Date;
}

export interface WithdrawComment {
  type: 'WithdrawComment';
  authorId: string;
  inForce: PolicyInForce;
}

/** Follows from the erasure of an author; there is no request for it. */
export interface EraseComment {
  type: 'EraseComment';
}

export interface ReportComment {
  type: 'ReportComment';
  reporterId: string;
  reporterKind: 'member' | 'guest';
  reason: ReportReason;
  note?: string | undefined;
  weight: number;
  inForce: PolicyInForce;
}

export interface DecideComment {
  type: 'DecideComment';
  decision: Decision;
  reason?: RejectionReason | undefined;
  /** For colleagues. */
  note?: string | undefined;
  /** For the author; only a rejection has one. */
  message?: string | undefined;
  moderator: { id: string; name: string };
  /** With an approval: later reports of this revision change nothing. */
  ignoreReports?: boolean | undefined;
  expectedVersion?: number | undefined;
  batchId: string | null;
  policyVersion: number;
  now: Date;
}

/** Undoes the last decision in force; with `batchId`, that batch's decisions, unless a later decision was made. */
export interface UndoDecision {
  type: 'UndoDecision';
  moderator: { id: string; name: string };
  batchId: string | null;
  inForce: PolicyInForce;
  now: Date;
}

/** A note for colleagues, without a decision. */
export interface NoteComment {
  type: 'NoteComment';
  moderator: { id: string; name: string };
  note: string;
}

export type CommentCommand =
  | PostComment
  | EditComment
  | WithdrawComment
  | EraseComment
  | ReportComment
  | DecideComment
  | UndoDecision
  | NoteComment;
