import * as fc from 'fast-check';
import type { DomainEvent } from '#contracts/event-schemas';
import { type SetLike, likeDecider } from './like.ts';
import { fold } from './decider.ts';
import { given, recorded } from './specification/given.ts';
import { id } from './specification/identities.ts';

const place = { commentId: id('comment'), articleId: 'article-1', readerId: id('rea') };
const like: SetLike = { type: 'SetLike', liked: true, ...place };
const unlike: SetLike = { ...like, liked: false };
const liked: DomainEvent = { type: 'CommentLiked', data: place };
const unliked: DomainEvent = { type: 'CommentUnliked', data: place };

describe('a like', () => {
  it('is recorded once', () => {
    given(likeDecider).when(like).yields({ type: 'CommentLiked', data: place });
    given(likeDecider, [liked]).when(like).yields();
  });

  it('is removed once', () => {
    given(likeDecider, [liked]).when(unlike).yields({ type: 'CommentUnliked', data: place });
    given(likeDecider, [liked, unliked]).when(unlike).yields();
  });

  it('that was never given cannot be removed', () => {
    given(likeDecider).when(unlike).yields();
  });

  it('counts once or not at all, however often a reader changes it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(like, unlike)), (commands) => {
        const history: DomainEvent[] = [];
        for (const command of commands) {
          history.push(...likeDecider.decide(command, fold(likeDecider, false, recorded(history))));
        }
        const count = history.reduce((sum, { type }) => sum + (type === 'CommentLiked' ? 1 : -1), 0);
        expect(count).toBe(commands.at(-1)?.liked ? 1 : 0);
      }),
    );
  });
});
