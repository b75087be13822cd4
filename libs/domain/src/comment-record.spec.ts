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
const inEscalation = [posted(), escalated({ from: 'published' })];
const gone = [...reported, withdrawn('published', { onRecord: 'published' })];

describe('a waiting comment that is withdrawn', () => {
  it.each([
    ['reported', reported, 'published', 'reported', 1],
    ['held', held, 'held', 'pending', 0],
    ['escalated', inEscalation, 'escalated', 'escalated', 1],
  ] as const)('stays in the queue as %s', (_queue, history, onRecord, homeQueue, since) => {
    given(commentDecider, history)
      .when(withdraw())
      .yields({ type: 'CommentWithdrawn', data: { to: 'withdrawn', onRecord } })
      .leaves({ status: 'withdrawn', onRecord, homeQueue, waitingSince: minute(since) });
  });

  it.each([
    ['approve', 'CommentCleared', { onRecord: 'approved', waitingSince: null, reports: [] }],
    ['reject', 'CommentRejected', { onRecord: 'rejected', waitingSince: null, reports: [] }],
    ['escalate', 'CommentEscalated', { onRecord: 'escalated', homeQueue: 'escalated', reports: [] }],
  ] as const)('stays withdrawn after the decision to %s, which is recorded', (decision, type, leaves) => {
    given(commentDecider, gone)
      .when(decide(decision))
      .yields({ type, data: { from: 'withdrawn', to: 'withdrawn', reports: 1 } })
      .leaves({ status: 'withdrawn', ...leaves });
  });

  it('can be reopened, and waits in the pending queue then', () => {
    given(commentDecider, [...gone, rejected({ from: 'withdrawn', to: 'withdrawn' })])
      .when(decide('reopen'))
      .yields({ type: 'CommentReopened', data: { from: 'withdrawn', status: 'withdrawn', undoes: null } })
      .leaves({ status: 'withdrawn', onRecord: 'held', homeQueue: 'pending', waitingSince: minute(4) });
  });

  it('waits again with its reports when the decision is undone', () => {
    given(commentDecider, [...gone, rejected({ from: 'withdrawn', to: 'withdrawn' })])
      .when(undo())
      .yields({ type: 'CommentReopened', data: { status: 'withdrawn', restores: { onRecord: 'published' } } })
      .leaves({ status: 'withdrawn', onRecord: 'published', waitingSince: minute(1), reports: [{}] });
  });

  it('is not held by reports that reach the threshold, because it is hidden already', () => {
    given(commentDecider, [...gone, rejected({ from: 'withdrawn', to: 'withdrawn' })])
      .when(undo({ inForce: inForce({ autoHideThreshold: 1 }) }))
      .yields({ type: 'CommentReopened' });
  });

  it('accepts no more reports', () => {
    given(commentDecider, gone).when(report('rea')).isRefused('not-found');
  });

  it('is decided only on the version that the moderator saw', () => {
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

describe('a rejected comment that is withdrawn', () => {
  const history = [...reported, rejected({ from: 'published' })];

  it('stays rejected on record, and does not wait', () => {
    given(commentDecider, history)
      .when(withdraw())
      .yields({ type: 'CommentWithdrawn', data: { from: 'rejected', onRecord: 'rejected' } })
      .leaves({ status: 'withdrawn', onRecord: 'rejected', waitingSince: null });
  });

  it('stays so if an older event has no field for it', () => {
    given(commentDecider, [...history, withdrawn('rejected')])
      .when(decide('reject', { by: 'max' }))
      .yields();
  });

  it('waits again, still withdrawn, when the rejection is undone', () => {
    given(commentDecider, [...history, withdrawn('rejected')])
      .when(undo())
      .leaves({ status: 'withdrawn', onRecord: 'published', waitingSince: minute(1), reports: [{}] });
  });

  it('can be approved on record', () => {
    given(commentDecider, [...history, withdrawn('rejected')])
      .when(decide('approve'))
      .yields({ type: 'CommentCleared' })
      .leaves({ status: 'withdrawn', onRecord: 'approved' });
  });
});

describe('an edit under a policy that has edits reviewed', () => {
  const inReview = inForce({ reviewEdits: true });
  const inWindow = { inForce: inReview };
  const approvedText = [posted(), approved({ from: 'published' })];

  it('of an approved comment puts it into the queue and leaves it visible', () => {
    given(commentDecider, approvedText)
      .when(edit(inWindow))
      .yields({ type: 'CommentEdited', data: { from: 'approved', to: 'published', review: 'approval' } })
      .leaves({ status: 'published', review: 'approval', homeQueue: 'reported', waitingSince: minute(2) });
  });

  it('of a reported comment does the same, however little the reports weigh', () => {
    given(commentDecider, [posted(), reportedBy('rob', { weight: 0.1 })])
      .when(edit(inWindow))
      .leaves({ status: 'published', review: 'reports', waitingSince: minute(1) });
  });

  it('of a comment without decisions and reports asks for no review', () => {
    given(commentDecider, [posted()]).when(edit(inWindow)).leaves({ review: null, waitingSince: null });
  });

  it('asks for one review, however often the text changes', () => {
    given(commentDecider, [...approvedText, edited(2, { review: 'approval' })])
      .when(edit(inWindow))
      .leaves({ revision: 3, review: 'approval', waitingSince: minute(2) });
  });

  it('asks for no review if the policy does not, nor again once a moderator decided', () => {
    given(commentDecider, approvedText).when(edit()).leaves({ review: null, waitingSince: null });
    given(commentDecider, [...approvedText, edited(2, { review: 'approval' })])
      .when(decide('approve'))
      .leaves({ status: 'approved', review: null, waitingSince: null });
  });

  it('asks for review again when the decision on the new text is undone', () => {
    given(commentDecider, [
      ...approvedText,
      edited(2, { review: 'approval' }),
      approved({ from: 'published', revision: 2 }),
    ])
      .when(undo())
      .yields({ type: 'CommentReopened', data: { restores: { review: 'approval' } } })
      .leaves({ review: 'approval', waitingSince: minute(2) });
  });

  it('keeps waiting for review after the author withdraws the comment', () => {
    given(commentDecider, [...approvedText, edited(2, { review: 'approval' })])
      .when(withdraw())
      .leaves({ status: 'withdrawn', onRecord: 'published', waitingSince: minute(2) });
  });
});
