import { commentDecider } from './comment.ts';
import { ada, erase, historyOf, inForce, posted, reportedBy, withdraw } from './specification/comments.ts';
import { given } from './specification/given.ts';

describe('withdrawing a comment', () => {
  it('records the previous status', () => {
    given(commentDecider, historyOf.rejected)
      .when(withdraw())
      .yields({ type: 'CommentWithdrawn', data: { authorId: ada, from: 'rejected', because: 'author' } });
  });

  it('is refused for everyone but the author, in any status', () => {
    for (const history of Object.values(historyOf)) {
      given(commentDecider, history).when(withdraw('eve')).isRefused('not-the-author');
    }
  });

  it('leaves a comment that was not waiting out of the queues', () => {
    given(commentDecider, historyOf.published)
      .when(withdraw())
      .leaves({ status: 'withdrawn', onRecord: 'withdrawn', waitingSince: null, lastChange: { by: ada } });
  });

  it('drops reports that are too few for a queue', () => {
    given(commentDecider, [posted(), reportedBy('rob')])
      .when({ ...withdraw(), inForce: inForce({ flagThreshold: 2 }) })
      .yields({ type: 'CommentWithdrawn', data: { from: 'published', because: 'author' } })
      .leaves({ onRecord: 'withdrawn', waitingSince: null });
  });
});

describe('erasing a comment', () => {
  it('follows from the erasure of its author and is final', () => {
    given(commentDecider, historyOf.withdrawn)
      .when(erase)
      .yields({ type: 'CommentWithdrawn', data: { from: 'withdrawn', because: 'erasure' } })
      .leaves({ status: 'erased', waitingSince: null });
  });
});
