import { CommentStatus } from '#contracts/vocabulary';
import { commentDecider } from './comment.ts';
import { approved, decide, edited, reportedBy, held, historyOf, posted, rejected } from './specification/comments.ts';
import { given, minute } from './specification/given.ts';
import { id } from './specification/identities.ts';

const reported = [posted(), reportedBy('rob'), reportedBy('rea')];

describe('a decision', () => {
  it('records what it was based on', () => {
    given(commentDecider, reported)
      .when(
        decide('reject', {
          reason: 'advertising',
          note: 'Again.',
          expectedVersion: 2,
          batchId: id('batch'),
          now: minute(3),
        }),
      )
      .yields({
        type: 'CommentRejected',
        data: {
          moderatorId: id('mia'),
          from: 'published',
          basedOnVersion: 2,
          revision: 1,
          reports: 2,
          waitedSeconds: 120,
          policyVersion: 3,
          batchId: id('batch'),
          reason: 'advertising',
        },
        personal: { moderatorName: 'mia', note: 'Again.' },
      });
  });

  it('records the current version if the moderator named none', () => {
    given(commentDecider, reported)
      .when(decide('approve'))
      .yields({ type: 'CommentApproved', data: { basedOnVersion: 3 } });
  });

  it('records the current version if the moderator named a later one', () => {
    given(commentDecider, reported)
      .when(decide('approve', { expectedVersion: 99 }))
      .yields({ type: 'CommentApproved', data: { basedOnVersion: 3 } });
  });

  it('records no waiting time if the comment was not waiting', () => {
    given(commentDecider, [posted()])
      .when(decide('reject'))
      .yields({ type: 'CommentRejected', data: { waitedSeconds: null } });
  });

  it('records a waiting time of 0 if the clocks of two machines differ', () => {
    given(commentDecider, reported)
      .when(decide('approve', { now: minute(0) }))
      .yields({ type: 'CommentApproved', data: { waitedSeconds: 0 } });
  });

  it('counts the waiting time from the hold, not from a later edit', () => {
    given(commentDecider, [posted({ status: 'held' }), edited(2)])
      .when(decide('approve', { now: minute(3) }))
      .yields({ type: 'CommentApproved', data: { waitedSeconds: 180, revision: 2, from: 'held' } });
  });

  it('clears the reports, so that only later ones count', () => {
    given(commentDecider, reported)
      .when(decide('approve'))
      .leaves({ status: 'approved', reports: [], waitingSince: null });
  });

  it('to reject requires a reason', () => {
    const { reason: _, ...withoutReason } = decide('reject');
    given(commentDecider, [posted()]).when(withoutReason).isRefused('invalid-fields');
  });

  it('to approve an approved comment clears its new reports', () => {
    given(commentDecider, [...historyOf.approved, reportedBy('rob')])
      .when(decide('approve'))
      .yields({ type: 'CommentApproved', data: { from: 'approved', reports: 1 } });
  });

  it('to escalate hides the comment and starts a new wait', () => {
    given(commentDecider, reported)
      .when(decide('escalate'))
      .leaves({ status: 'escalated', waitingSince: minute(3), reports: [] });
  });

  it('to reopen puts the comment back into the queue', () => {
    given(commentDecider, historyOf.rejected)
      .when(decide('reopen'))
      .yields({ type: 'CommentReopened', data: { from: 'rejected', status: 'held', undoes: null } })
      .leaves({ status: 'held', waitingSince: minute(2) });
  });

  it.each(['approved', 'rejected', 'escalated'] as const)(
    'on a comment that is %s is added to the decision in force',
    (status) => {
      const history = historyOf[status];
      const other = status === 'rejected' ? decide('approve') : decide('reject');
      given(commentDecider, history)
        .when(other)
        .leaves({
          decisions: [{ version: 2 }, { version: 3, before: { onRecord: CommentStatus.parse(status) } }],
        });
    },
  );
});

describe('a decision based on the version that the moderator saw', () => {
  const seen = { expectedVersion: 1 };

  it('is accepted if only reports came since', () => {
    given(commentDecider, reported).when(decide('reject', seen)).leaves({ status: 'rejected' });
  });

  it.each([
    ['another moderator decided', [posted(), rejected({ from: 'published', by: 'max' })]],
    ['another moderator decided the same', [posted(), approved({ from: 'published', by: 'max' })]],
    ['the author edited', [posted(), edited(2)]],
    ['reports hid it', [posted(), reportedBy('rob'), held('published')]],
  ] as const)('is refused as a conflict if %s since', (_what, history) => {
    given(commentDecider, history).when(decide('approve', seen)).isRefused('decided-meanwhile');
  });

  it('is accepted if the moderator saw the last change', () => {
    given(commentDecider, [posted(), edited(2)])
      .when(decide('approve', { expectedVersion: 2 }))
      .leaves({ status: 'approved' });
  });

  it('changes nothing if another moderator decided the same and no version is named', () => {
    given(commentDecider, [posted(), approved({ from: 'published', by: 'max' })])
      .when(decide('approve'))
      .yields();
  });

  it('changes nothing if the same moderator sends it again', () => {
    given(commentDecider, [posted(), approved({ from: 'published', by: 'mia' })])
      .when(decide('approve', seen))
      .yields();
  });

  it('is refused when sent again if the comment was reported since', () => {
    given(commentDecider, [posted(), approved({ from: 'published', by: 'mia' }), reportedBy('rob')])
      .when(decide('approve', seen))
      .isRefused('decided-meanwhile');
  });
});
