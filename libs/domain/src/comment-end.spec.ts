import { commentDecider } from './comment.ts';
import { ada, erase, historyOf, inForce, posted, reportedBy, withdraw } from './specification/comments.ts';
import { given } from './specification/given.ts';

describe('withdrawing a comment', () => {
  it('says from which status its author took it', () => {
    given(commentDecider, historyOf.rejected)
      .when(withdraw())
      .yields({ type: 'CommentWithdrawn', data: { authorId: ada, from: 'rejected', because: 'author' } });
  });

  it('is refused to anyone else, whatever became of the comment', () => {
    for (const history of Object.values(historyOf)) {
      given(commentDecider, history).when(withdraw('eve')).isRefused('not-the-author');
    }
  });

  it('leaves nothing to wait for where nothing waited', () => {
    given(commentDecider, historyOf.published)
      .when(withdraw())
      .leaves({ status: 'withdrawn', onRecord: 'withdrawn', waitingSince: null, lastChange: { by: ada } });
  });

  it('leaves reports that are too few for a queue behind', () => {
    given(commentDecider, [posted(), reportedBy('rob')])
      .when({ ...withdraw(), inForce: inForce({ flagThreshold: 2 }) })
      .yields({ type: 'CommentWithdrawn', data: { from: 'published', because: 'author' } })
      .leaves({ onRecord: 'withdrawn', waitingSince: null });
  });
});

describe('erasing a comment', () => {
  it('follows from the erasure of its author and is for good', () => {
    given(commentDecider, historyOf.withdrawn)
      .when(erase)
      .yields({ type: 'CommentWithdrawn', data: { from: 'withdrawn', because: 'erasure' } })
      .leaves({ status: 'erased', waitingSince: null });
  });
});
