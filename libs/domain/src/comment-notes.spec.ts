import { commentDecider } from './comment.ts';
import { decide, reportedBy, historyOf, note, noted, posted, undo, approved } from './specification/comments.ts';
import { given } from './specification/given.ts';
import { id } from './specification/identities.ts';

describe('a note on a comment', () => {
  it('is recorded with its words sealed, and names the revision that it is about', () => {
    given(commentDecider, [posted()])
      .when(note('Asked the desk.'))
      .yields({
        type: 'CommentNoted',
        data: { moderatorId: id('mia'), revision: 1 },
        personal: { moderatorName: 'mia', note: 'Asked the desk.' },
      });
  });

  it('changes only the version of the comment', () => {
    given(commentDecider, [posted(), reportedBy('rob')])
      .when(note())
      .leaves({ status: 'published', version: 3, reports: [{ reporterId: id('rob') }], lastChange: { version: 1 } });
  });

  it('does not conflict with a decision based on an earlier version', () => {
    given(commentDecider, [posted({ status: 'held' }), noted()])
      .when(decide('approve', { expectedVersion: 1 }))
      .yields({ type: 'CommentApproved', data: { basedOnVersion: 1 } });
  });

  it('does not prevent an undo', () => {
    given(commentDecider, [posted({ status: 'held' }), approved({ from: 'held' }), noted()])
      .when(undo())
      .yields({ type: 'CommentReopened', data: { status: 'held' } });
  });

  it('can be added to a comment that its author withdrew', () => {
    given(commentDecider, historyOf.withdrawn).when(note()).yields({ type: 'CommentNoted' });
  });

  it('is refused if the author was erased, and if the comment does not exist', () => {
    given(commentDecider, historyOf.erased).when(note()).isRefused('comment-gone');
    given(commentDecider, []).when(note()).isRefused('not-found');
  });
});

describe('a rejection', () => {
  it('seals the message to the author', () => {
    given(commentDecider, [posted()])
      .when(decide('reject', { message: 'Please stay with the subject.' }))
      .yields({ personal: { moderatorName: 'mia', message: 'Please stay with the subject.' } });
  });
});
