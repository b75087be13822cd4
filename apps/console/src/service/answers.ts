import type { z } from 'zod';
import type { CommentAnswer } from '#contracts/answers';
import type {
  AuthorInQueue,
  ClaimsAnswer,
  ConversationAnswer,
  DecisionResult,
  DecisionsAnswer,
  HistoryAnswer,
  ItemAnswer,
  LiveClaim,
  LiveItem,
  PastDecision,
  PastDecisionsAnswer,
  QueuesAnswer,
  RenewedClaimsAnswer,
} from '#contracts/moderation-answers';
import type { DecisionRequest } from '#contracts/moderation-requests';
import type { Who } from '#contracts/who';

export type { LiveClaim, LiveItem, Who };
export type Queues = z.infer<typeof QueuesAnswer>;
export type Comment = CommentAnswer;
export type Item = ItemAnswer;
export type AuthorOfItem = AuthorInQueue;
export interface ItemsPage {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}
export type Claimed = ClaimsAnswer;
export type Renewed = RenewedClaimsAnswer;
export type Conversation = ConversationAnswer;
export type MadeDecision = PastDecision;
export type DecisionsPage = PastDecisionsAnswer;
export type DecisionToMake = DecisionRequest;
export type Decided = DecisionsAnswer;
export type Outcome = DecisionResult;
export type History = HistoryAnswer;
