import { commentDecider } from './comment.ts';
import { ada, erase, reportedBy, historyOf, posted, withdraw } from './specification/comments.ts';
import { given, minute } from './specification/given.ts';

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

  it('leaves nothing to wait for', () => {
    given(commentDecider, [posted(), reportedBy('rob')])
      .when(withdraw())
      .leaves({ status: 'withdrawn', waitingSince: null, lastChange: { by: ada, at: minute(2) } });
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
