import { commentDecider } from './comment.ts';
import { decide, reportedBy, historyOf, note, noted, posted, undo, approved } from './specification/comments.ts';
import { given } from './specification/given.ts';
import { id } from './specification/identities.ts';

describe('a note on a comment', () => {
  it('is written down with its words sealed, and names the text that it is about', () => {
    given(commentDecider, [posted()])
      .when(note('Asked the desk.'))
      .yields({
        type: 'CommentNoted',
        data: { moderatorId: id('mia'), revision: 1 },
        personal: { moderatorName: 'mia', note: 'Asked the desk.' },
      });
  });

  it('changes nothing about the comment but its version', () => {
    given(commentDecider, [posted(), reportedBy('rob')])
      .when(note())
      .leaves({ status: 'published', version: 3, reports: [{ reporterId: id('rob') }], lastChange: { version: 1 } });
  });

  it('stands in the way of nobody who decides on what they saw before it', () => {
    given(commentDecider, [posted({ status: 'held' }), noted()])
      .when(decide('approve', { expectedVersion: 1 }))
      .yields({ type: 'CommentApproved', data: { basedOnVersion: 1 } });
  });

  it('stands in the way of no undo', () => {
    given(commentDecider, [posted({ status: 'held' }), approved({ from: 'held' }), noted()])
      .when(undo())
      .yields({ type: 'CommentReopened', data: { status: 'held' } });
  });

  it('may be left on a comment that its author took back', () => {
    given(commentDecider, historyOf.withdrawn).when(note()).yields({ type: 'CommentNoted' });
  });

  it('is refused where the author was erased, and where there is no comment', () => {
    given(commentDecider, historyOf.erased).when(note()).isRefused('comment-gone');
    given(commentDecider, []).when(note()).isRefused('not-found');
  });
});

describe('a rejection', () => {
  it('seals what the author is told', () => {
    given(commentDecider, [posted()])
      .when(decide('reject', { message: 'Please stay with the subject.' }))
      .yields({ personal: { moderatorName: 'mia', message: 'Please stay with the subject.' } });
  });
});
