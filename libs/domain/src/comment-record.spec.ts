import { commentDecider } from './comment.ts';
import {
  approved,
  decide,
  edit,
  edited,
  erase,
  escalated,
  inForce,
  posted,
  rejected,
  report,
  reportedBy,
  undo,
  withdraw,
  withdrawn,
} from './specification/comments.ts';
import { given, minute } from './specification/given.ts';

const reported = [posted(), reportedBy('rob')];
const held = [posted({ status: 'held' })];
const passedOn = [posted(), escalated({ from: 'published' })];
const gone = [...reported, withdrawn('published', { onRecord: 'published' })];

describe('a comment that waits for a moderator and is withdrawn', () => {
  it.each([
    ['reported', reported, 'published', 'reported', 1],
    ['held', held, 'held', 'pending', 0],
    ['escalated', passedOn, 'escalated', 'escalated', 1],
  ] as const)('goes on waiting as %s', (_queue, history, onRecord, homeQueue, since) => {
    given(commentDecider, history)
      .when(withdraw())
      .yields({ type: 'CommentWithdrawn', data: { to: 'withdrawn', onRecord } })
      .leaves({ status: 'withdrawn', onRecord, homeQueue, waitingSince: minute(since) });
  });

  it.each([
    ['approve', 'CommentCleared', { onRecord: 'approved', waitingSince: null, reports: [] }],
    ['reject', 'CommentRejected', { onRecord: 'rejected', waitingSince: null, reports: [] }],
    ['escalate', 'CommentEscalated', { onRecord: 'escalated', homeQueue: 'escalated', reports: [] }],
  ] as const)('stays withdrawn by the decision to %s, which is on record', (decision, type, leaves) => {
    given(commentDecider, gone)
      .when(decide(decision))
      .yields({ type, data: { from: 'withdrawn', to: 'withdrawn', reports: 1 } })
      .leaves({ status: 'withdrawn', ...leaves });
  });

  it('can be put before a moderator again, and waits in pending then', () => {
    given(commentDecider, [...gone, rejected({ from: 'withdrawn', to: 'withdrawn' })])
      .when(decide('reopen'))
      .yields({ type: 'CommentReopened', data: { from: 'withdrawn', status: 'withdrawn', undoes: null } })
      .leaves({ status: 'withdrawn', onRecord: 'held', homeQueue: 'pending', waitingSince: minute(4) });
  });

  it('waits again with its reports when the decision on it is taken back', () => {
    given(commentDecider, [...gone, rejected({ from: 'withdrawn', to: 'withdrawn' })])
      .when(undo())
      .yields({ type: 'CommentReopened', data: { status: 'withdrawn', restores: { onRecord: 'published' } } })
      .leaves({ status: 'withdrawn', onRecord: 'published', waitingSince: minute(1), reports: [{}] });
  });

  it('is not hidden by reports that weigh enough for it: nobody sees it', () => {
    given(commentDecider, [...gone, rejected({ from: 'withdrawn', to: 'withdrawn' })])
      .when(undo({ inForce: inForce({ autoHideThreshold: 1 }) }))
      .yields({ type: 'CommentReopened' });
  });

  it('takes no reports any more', () => {
    given(commentDecider, gone).when(report('rea')).isRefused('not-found');
  });

  it('is decided only on what the moderator saw', () => {
    given(commentDecider, gone)
      .when(decide('reject', { expectedVersion: 1 }))
      .isRefused('decided-meanwhile');
  });

  it('is gone for moderators, too, once its author is erased', () => {
    given(commentDecider, gone).when(erase).leaves({ status: 'erased', onRecord: 'erased', waitingSince: null });
    given(commentDecider, [...gone, withdrawn('withdrawn', { because: 'erasure' })])
      .when(decide('reject'))
      .isRefused('comment-gone');
  });
});

describe('a comment that was rejected and is withdrawn', () => {
  const history = [...reported, rejected({ from: 'published' })];

  it('stays rejected on record, and waits for nobody', () => {
    given(commentDecider, history)
      .when(withdraw())
      .yields({ type: 'CommentWithdrawn', data: { from: 'rejected', onRecord: 'rejected' } })
      .leaves({ status: 'withdrawn', onRecord: 'rejected', waitingSince: null });
  });

  it('stays so, too, where an older event does not say it', () => {
    given(commentDecider, [...history, withdrawn('rejected')])
      .when(decide('reject', { by: 'max' }))
      .yields();
  });

  it('waits again, withdrawn as it is, when the rejection is taken back', () => {
    given(commentDecider, [...history, withdrawn('rejected')])
      .when(undo())
      .leaves({ status: 'withdrawn', onRecord: 'published', waitingSince: minute(1), reports: [{}] });
  });

  it('can be cleared', () => {
    given(commentDecider, [...history, withdrawn('rejected')])
      .when(decide('approve'))
      .yields({ type: 'CommentCleared' })
      .leaves({ status: 'withdrawn', onRecord: 'approved' });
  });
});

describe('an edit, where the policy has edits reviewed', () => {
  const inReview = inForce({ reviewEdits: true });
  const inWindow = { inForce: inReview };
  const approvedText = [posted(), approved({ from: 'published' })];

  it('of an approved comment asks for a moderator, and the comment stays visible', () => {
    given(commentDecider, approvedText)
      .when(edit(inWindow))
      .yields({ type: 'CommentEdited', data: { from: 'approved', to: 'published', review: 'approval' } })
      .leaves({ status: 'published', review: 'approval', homeQueue: 'reported', waitingSince: minute(2) });
  });

  it('of a reported comment does, too, however little the reports weigh', () => {
    given(commentDecider, [posted(), reportedBy('rob', { weight: 0.1 })])
      .when(edit(inWindow))
      .leaves({ status: 'published', review: 'reports', waitingSince: minute(1) });
  });

  it('of a comment that nobody judged or reported asks for nobody', () => {
    given(commentDecider, [posted()]).when(edit(inWindow)).leaves({ review: null, waitingSince: null });
  });

  it('asks once, however often the text is changed', () => {
    given(commentDecider, [...approvedText, edited(2, { review: 'approval' })])
      .when(edit(inWindow))
      .leaves({ revision: 3, review: 'approval', waitingSince: minute(2) });
  });

  it('asks for nobody where the policy does not say so, and for nobody more once a moderator decided', () => {
    given(commentDecider, approvedText).when(edit()).leaves({ review: null, waitingSince: null });
    given(commentDecider, [...approvedText, edited(2, { review: 'approval' })])
      .when(decide('approve'))
      .leaves({ status: 'approved', review: null, waitingSince: null });
  });

  it('asks again when the decision on the new text is taken back', () => {
    given(commentDecider, [
      ...approvedText,
      edited(2, { review: 'approval' }),
      approved({ from: 'published', revision: 2 }),
    ])
      .when(undo())
      .yields({ type: 'CommentReopened', data: { restores: { review: 'approval' } } })
      .leaves({ review: 'approval', waitingSince: minute(2) });
  });

  it('is judged all the same once the author withdraws the comment', () => {
    given(commentDecider, [...approvedText, edited(2, { review: 'approval' })])
      .when(withdraw())
      .leaves({ status: 'withdrawn', onRecord: 'published', waitingSince: minute(2) });
  });
});
