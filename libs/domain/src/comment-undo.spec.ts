import { mostReportersNamed } from '#contracts/comment-life/most-reporters-named';
import { commentDecider } from './comment.ts';
import {
  approved,
  edited,
  escalated,
  reportedBy,
  held,
  historyOf,
  inForce,
  posted,
  rejected,
  reopened,
  undo,
  undone,
} from './specification/comments.ts';
import { fold } from './decider.ts';
import { given, minute, recorded } from './specification/given.ts';
import { eventId, id } from './specification/identities.ts';

const reported = [posted(), reportedBy('rob')];

describe('undoing a decision', () => {
  it('is an event that names what it undoes', () => {
    given(commentDecider, [...reported, rejected({ from: 'published', batch: 'batch' })])
      .when(undo())
      .yields({
        type: 'CommentReopened',
        data: {
          moderatorId: id('max'),
          from: 'rejected',
          status: 'published',
          undoes: { eventId: eventId(3), decision: 'reject', eventIds: [eventId(3)] },
          restores: {
            homeQueue: 'reported',
            waitingSince: minute(1).toISOString(),
            approvals: 0,
            reporters: [id('rob')],
          },
          basedOnVersion: 3,
          revision: 1,
          waitedSeconds: null,
          batchId: null,
        },
        personal: { moderatorName: 'max' },
      });
  });

  it('names the reporters up to a number that fits into a Kafka record', () => {
    const reports = (count: number) => Array.from({ length: count }, (_, one) => reportedBy(`r${one}`));
    const undoing = (count: number) => {
      const history = recorded([posted(), ...reports(count), rejected({ from: 'published' })]);
      const state = fold(commentDecider, null, history);
      const [reopened] = commentDecider.decide(undo({ inForce: inForce({ autoHideThreshold: 0 }) }), state);
      return { reopened, after: reopened && fold(commentDecider, state, recorded([reopened], count + 2)) };
    };
    const named = undoing(mostReportersNamed);
    const unnamed = undoing(mostReportersNamed + 1);
    expect(named.reopened).toMatchObject({ data: { restores: { reporters: { length: mostReportersNamed } } } });
    expect(unnamed.reopened).not.toHaveProperty('data.restores.reporters');
    expect(unnamed.after?.reports).toHaveLength(mostReportersNamed + 1);
  });

  it.each([
    ['an approval', approved({ from: 'published' })],
    ['a rejection', rejected({ from: 'published' })],
    ['an escalation', escalated({ from: 'published' })],
  ])('restores the status and the reports from before %s', (_what, decision) => {
    given(commentDecider, [...reported, decision])
      .when(undo())
      .leaves({ status: 'published', reports: [{ reporterId: id('rob') }], waitingSince: minute(1), decisions: [] });
  });

  it('restores a rejection that was reopened', () => {
    given(commentDecider, [...historyOf.rejected, reopened({ from: 'rejected' })])
      .when(undo())
      .yields({ type: 'CommentReopened', data: { from: 'held', status: 'rejected', undoes: { decision: 'reopen' } } })
      .leaves({ status: 'rejected', waitingSince: null, decisions: [{ decision: 'reject' }] });
  });

  it('restores the time since which the comment waited', () => {
    given(commentDecider, [posted({ status: 'held' }), approved({ from: 'held' })])
      .when(undo())
      .leaves({ status: 'held', waitingSince: minute(0) });
  });

  it('keeps later reports, each reporter once', () => {
    const again = { revision: 2 };
    given(commentDecider, [
      ...reported,
      edited(2),
      approved({ from: 'published', revision: 2 }),
      reportedBy('rea', again),
      reportedBy('rob', again),
    ])
      .when(undo())
      .leaves({ reports: [{ reporterId: id('rob') }, { reporterId: id('rea') }], waitingSince: minute(1) });
  });

  it('makes a comment wait for later reports if it did not wait before', () => {
    given(commentDecider, [posted(), approved({ from: 'published' }), reportedBy('rea')])
      .when(undo())
      .leaves({ status: 'published', waitingSince: minute(2) });
  });

  it('hides the comment if old and new reports together reach the threshold', () => {
    given(commentDecider, [...reported, approved({ from: 'published' }), reportedBy('rea')])
      .when(undo({ inForce: inForce({ autoHideThreshold: 2 }) }))
      .yields(
        { type: 'CommentReopened', data: { status: 'published' } },
        { type: 'CommentHeld', data: { from: 'published', because: 'reports', reports: 2 } },
      )
      .leaves({ status: 'held', waitingSince: minute(1) });
  });

  it('leaves a rejected comment out of the queues, although it was reported since', () => {
    const history = [
      ...historyOf.rejected,
      reopened({ from: 'rejected' }),
      approved({ from: 'held' }),
      reportedBy('rob'),
      undone({ from: 'approved' }, 'held', 4, 'approve'),
    ];
    given(commentDecider, history).when(undo()).leaves({ status: 'rejected', waitingSince: null });
  });

  it('goes back one decision at a time', () => {
    const history = [posted(), escalated({ from: 'published' }), rejected({ from: 'escalated' })];
    given(commentDecider, history)
      .when(undo())
      .leaves({ status: 'escalated', waitingSince: minute(1), decisions: [{ version: 2 }] });
    given(commentDecider, [...history, undone({ from: 'rejected' }, 'escalated', 3, 'reject')])
      .when(undo())
      .yields({
        type: 'CommentReopened',
        data: { status: 'published', undoes: { eventId: eventId(2), decision: 'escalate' } },
      });
  });

  it('is refused if no decision is in force', () => {
    given(commentDecider, reported).when(undo()).isRefused('nothing-to-undo');
    const undoneAlready = [...historyOf.rejected, undone({ from: 'rejected' }, 'published', 2, 'reject')];
    given(commentDecider, undoneAlready).when(undo()).isRefused('nothing-to-undo');
  });

  it('is refused if reports hid the comment since', () => {
    given(commentDecider, [posted(), approved({ from: 'published' }), reportedBy('rob'), held('approved')])
      .when(undo())
      .isRefused('superseded');
  });

  it('is refused if the text was edited since', () => {
    given(commentDecider, [...historyOf.escalated, edited(2)])
      .when(undo())
      .isRefused('superseded');
    given(commentDecider, [...historyOf.approved, edited(2)])
      .when(undo())
      .isRefused('superseded');
  });
});

describe('undoing a batch', () => {
  const inBatch = { from: 'published', batch: 'batch' } as const;

  it("undoes the batch's decision", () => {
    given(commentDecider, [posted(), rejected(inBatch)])
      .when(undo({ batch: 'batch' }))
      .yields({ type: 'CommentReopened', data: { status: 'published', batchId: id('batch') } });
  });

  it('undoes all decisions of the batch on the comment, and no others', () => {
    const flags = [reportedBy('rob'), reportedBy('rea'), reportedBy('ron')] as const;
    given(commentDecider, [
      posted({ status: 'held' }),
      approved({ from: 'held' }),
      flags[0],
      approved({ from: 'approved', batch: 'batch' }),
      flags[1],
      rejected({ from: 'approved', batch: 'batch' }),
    ])
      .when(undo({ batch: 'batch' }))
      .yields({
        type: 'CommentReopened',
        data: { from: 'rejected', status: 'approved', undoes: { eventId: eventId(4) } },
      })
      .leaves({
        status: 'approved',
        reports: [{ reporterId: id('rob') }, { reporterId: id('rea') }],
        waitingSince: minute(2),
        decisions: [{ version: 2 }],
      });
  });

  it('is refused if the batch did not decide on this comment, or was undone already', () => {
    given(commentDecider, [posted(), rejected({ from: 'published' })])
      .when(undo({ batch: 'batch' }))
      .isRefused('nothing-to-undo');
    given(commentDecider, [posted(), rejected(inBatch), undone({ from: 'rejected' }, 'published', 2, 'reject')])
      .when(undo({ batch: 'batch' }))
      .isRefused('nothing-to-undo');
  });

  it('is refused if a later decision was made', () => {
    given(commentDecider, [posted(), rejected(inBatch), approved({ from: 'rejected', batch: 'later' })])
      .when(undo({ batch: 'batch' }))
      .isRefused('superseded');
  });
});
