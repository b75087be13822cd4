import type { CommentAnswer } from '#contracts/answers';
import type {
  AuthorHistoryAnswer,
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
  QueueAnswer,
  QueuesAnswer,
  RenewedClaimsAnswer,
} from '#contracts/moderation-answers';
import type { Who } from '#contracts/who';
import type { DecisionRequest } from '#contracts/moderation-requests';

/** The contract's answers by the names that the desk uses. */
export type { LiveClaim, LiveItem, PastDecision, Who };
export type Queues = QueuesAnswer;
export type Comment = CommentAnswer;
export type AuthorOfItem = AuthorInQueue;
export type Item = ItemAnswer;
export type ItemsPage = QueueAnswer;
export type Claimed = ClaimsAnswer;
export type Renewed = RenewedClaimsAnswer;
export type Conversation = ConversationAnswer;
export type DecisionsPage = PastDecisionsAnswer;
export type DecisionToMake = DecisionRequest;
export type Decided = DecisionsAnswer;
export type Outcome = DecisionResult;
export type HistoryPage = HistoryAnswer | AuthorHistoryAnswer;
/** All pages of it. */
export type History = Omit<HistoryAnswer, 'nextCursor'>;
export type AuthorHistory = Omit<AuthorHistoryAnswer, 'nextCursor'>;
