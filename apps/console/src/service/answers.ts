import type { z } from 'zod';
import type { CommentAnswer, DecisionResult, DecisionsAnswer, HistoryAnswer } from '#contracts/answers';
import type { Decision, Finding, FlagReason, QueueName, RejectionReason, RestrictionKind } from '#contracts/vocabulary';

export interface Who {
  readonly id: string;
  readonly name: string | null;
}

type ByQueue<T> = Readonly<Record<QueueName, T>>;

/** GET moderation/queues, and event `queues` of moderation/live */
export interface Queues {
  readonly queues: ByQueue<number>;
  readonly oldestAgeSeconds: ByQueue<number | null>;
  readonly lastDecidedAt?: ByQueue<string | null>;
  readonly mine?: number;
}

export type Comment = CommentAnswer;

export interface Restriction {
  readonly kind: RestrictionKind;
  readonly until: string | null;
  readonly reason: string | null;
}

export interface PastDecision {
  readonly commentId: string;
  readonly decision: Decision;
  readonly reason: RejectionReason | null;
  readonly at: string;
}

export interface AuthorOfItem {
  readonly id: string;
  readonly name: string | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly rejectedShare: number | null;
  readonly lastDecisions: readonly PastDecision[];
  readonly restrictions: readonly Restriction[];
}

/** A comment with everything that is needed to decide it. */
export interface Item {
  readonly comment: Comment;
  readonly parent: Comment | null;
  readonly article: { readonly articleId: string; readonly title: string | null; readonly url: string | null };
  /** null when it does not wait. */
  readonly queue: QueueName | null;
  readonly findings: readonly Finding[];
  readonly flags: readonly { readonly reason: FlagReason; readonly count: number; readonly notes: readonly string[] }[];
  readonly author: AuthorOfItem | null;
  readonly version: number;
  readonly claimedBy: Who | null;
  readonly claimedUntil?: string | null;
  readonly waitingSince: string | null;
  readonly sameText: { readonly count: number; readonly commentIds: readonly string[] } | null;
  readonly edits: number;
}

export interface ItemsPage {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export interface Claimed {
  readonly items: readonly Item[];
  readonly leaseSeconds: number;
}

export interface Renewed {
  readonly held: readonly { readonly commentId: string; readonly claimedUntil: string }[];
  readonly lost: readonly { readonly commentId: string; readonly claimedBy: Who | null }[];
}

export interface Conversation {
  readonly ancestors: readonly Comment[];
  readonly before: readonly Comment[];
  readonly after: readonly Comment[];
  readonly replies: readonly Comment[];
}

export interface MadeDecision {
  readonly batchId: string | null;
  readonly commentId: string;
  readonly decision: Decision;
  readonly reason: RejectionReason | null;
  readonly note: string | null;
  readonly by: Who;
  readonly at: string;
  readonly undone: boolean;
  readonly status: Comment['status'];
  readonly excerpt: string | null;
  readonly articleId: string;
}

export interface DecisionsPage {
  readonly decisions: readonly MadeDecision[];
  readonly nextCursor: string | null;
}

/** What POST moderation/decisions takes of each. */
export interface DecisionToMake {
  readonly commentId: string;
  readonly decision: Decision;
  readonly reason?: RejectionReason;
  readonly note?: string;
  readonly message?: string;
  readonly expectedVersion?: number;
}

export type Decided = z.infer<typeof DecisionsAnswer>;
export type Outcome = z.infer<typeof DecisionResult>;
export type History = z.infer<typeof HistoryAnswer>;

/** Event `item` of moderation/live */
export interface LiveItem {
  readonly kind: 'came' | 'went' | 'changed';
  readonly queue: QueueName;
  readonly commentId: string;
  readonly decision?: { readonly by: Who | null; readonly decision: string; readonly at: string };
}

/** Event `claim` of moderation/live */
export interface LiveClaim {
  readonly commentId: string;
  readonly claimedBy: Who | null;
  readonly claimedUntil: string | null;
}
