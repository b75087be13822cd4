import type { DomainEvent, RecordedEvent } from '#contracts/event-schemas';
import type { Decider } from './decider.ts';

/**
 * One reader's like of one comment is its own stream. So popular comments cause no conflicts, and no stream grows long.
 */
export interface SetLike {
  type: 'SetLike';
  liked: boolean;
  commentId: string;
  articleId: string;
  readerId: string;
}
export type LikeState = boolean;
export type LikeEvent = RecordedEvent<'CommentLiked' | 'CommentUnliked'>;

const initialState: LikeState = false;

function decide(command: SetLike, liked: LikeState): DomainEvent[] {
  if (command.liked === liked) return [];
  const { commentId, articleId, readerId } = command;
  return [{ type: command.liked ? 'CommentLiked' : 'CommentUnliked', data: { commentId, articleId, readerId } }];
}

const evolve = (_liked: LikeState, event: LikeEvent): LikeState => event.type === 'CommentLiked';

export const likeDecider: Decider<SetLike, LikeState, LikeEvent> = { initialState, decide, evolve };
