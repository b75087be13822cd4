import { CommentStatus } from '#contracts/vocabulary';
import { commentDecider } from './comment.ts';
import { approved, decide, edited, reportedBy, held, historyOf, posted, rejected } from './specification/comments.ts';
import { given, minute } from './specification/given.ts';
import { id } from './specification/identities.ts';

const reported = [posted(), reportedBy('rob'), reportedBy('rea')];

describe('a decision', () => {
  it('says what it was made on', () => {
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

  it('names the current version where the moderator named none', () => {
    given(commentDecider, reported)
      .when(decide('approve'))
      .yields({ type: 'CommentApproved', data: { basedOnVersion: 3 } });
  });

  it('never claims to be made on a version that does not exist yet', () => {
    given(commentDecider, reported)
      .when(decide('approve', { expectedVersion: 99 }))
      .yields({ type: 'CommentApproved', data: { basedOnVersion: 3 } });
  });

  it('says that nothing waited for it where nothing did', () => {
    given(commentDecider, [posted()])
      .when(decide('reject'))
      .yields({ type: 'CommentRejected', data: { waitedSeconds: null } });
  });

  it('never took less than no time, though the clocks of two machines differ', () => {
    given(commentDecider, reported)
      .when(decide('approve', { now: minute(0) }))
      .yields({ type: 'CommentApproved', data: { waitedSeconds: 0 } });
  });

  it('counts the waiting from the hold, whatever was edited meanwhile', () => {
    given(commentDecider, [posted({ status: 'held' }), edited(2)])
      .when(decide('approve', { now: minute(3) }))
      .yields({ type: 'CommentApproved', data: { waitedSeconds: 180, revision: 2, from: 'held' } });
  });

  it('settles the reports: only those that come after it count', () => {
    given(commentDecider, reported)
      .when(decide('approve'))
      .leaves({ status: 'approved', reports: [], waitingSince: null });
  });

  it('to reject needs a reason', () => {
    const { reason: _, ...withoutReason } = decide('reject');
    given(commentDecider, [posted()]).when(withoutReason).isRefused('invalid-fields');
  });

  it('to approve an approved comment settles its new reports', () => {
    given(commentDecider, [...historyOf.approved, reportedBy('rob')])
      .when(decide('approve'))
      .yields({ type: 'CommentApproved', data: { from: 'approved', reports: 1 } });
  });

  it('to escalate lets the comment wait anew, hidden', () => {
    given(commentDecider, reported)
      .when(decide('escalate'))
      .leaves({ status: 'escalated', waitingSince: minute(3), reports: [] });
  });

  it('to reopen puts the comment back before a moderator', () => {
    given(commentDecider, historyOf.rejected)
      .when(decide('reopen'))
      .yields({ type: 'CommentReopened', data: { from: 'rejected', status: 'held', undoes: null } })
      .leaves({ status: 'held', waitingSince: minute(2) });
  });

  it.each(['approved', 'rejected', 'escalated'] as const)(
    'on a comment that is %s already stands on that one',
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

describe('a decision on what the moderator saw', () => {
  const seen = { expectedVersion: 1 };

  it('stands where only reports came meanwhile', () => {
    given(commentDecider, reported).when(decide('reject', seen)).leaves({ status: 'rejected' });
  });

  it.each([
    ['somebody decided', [posted(), rejected({ from: 'published', by: 'max' })]],
    ['somebody decided the same', [posted(), approved({ from: 'published', by: 'max' })]],
    ['the author edited', [posted(), edited(2)]],
    ['reports hid it', [posted(), reportedBy('rob'), held('published')]],
  ] as const)('is in conflict where %s meanwhile', (_what, history) => {
    given(commentDecider, history).when(decide('approve', seen)).isRefused('decided-meanwhile');
  });

  it('stands where the moderator saw what happened', () => {
    given(commentDecider, [posted(), edited(2)])
      .when(decide('approve', { expectedVersion: 2 }))
      .leaves({ status: 'approved' });
  });

  it('changes nothing where somebody decided the same and no version is named', () => {
    given(commentDecider, [posted(), approved({ from: 'published', by: 'max' })])
      .when(decide('approve'))
      .yields();
  });

  it("sent again changes nothing: one's own decision is no conflict", () => {
    given(commentDecider, [posted(), approved({ from: 'published', by: 'mia' })])
      .when(decide('approve', seen))
      .yields();
  });

  it('sent again is in conflict where somebody reported the comment since', () => {
    given(commentDecider, [posted(), approved({ from: 'published', by: 'mia' }), reportedBy('rob')])
      .when(decide('approve', seen))
      .isRefused('decided-meanwhile');
  });
});
