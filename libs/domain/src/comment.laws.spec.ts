import * as fc from 'fast-check';
import { visibilityChange } from '#contracts/comment-life/visibility';
import { isVisible } from '#contracts/comment-life/visible';
import { Decision } from '#contracts/vocabulary';
import { commentDecider } from './comment.ts';
import type { CommentCommand } from './comment-commands.ts';
import { type Comment, type CommentEvent, ignoresReports, queueNow, reportKey, wasReported } from './comment-state.ts';
import { decide, inForce, undo } from './specification/comments.ts';
import { fold } from './decider.ts';

import { id } from './specification/identities.ts';
import { throughJsonb } from './specification/jsonb.ts';
import { type Life, endOf, eventsOf, lives, statesOf, take } from './specification/lives.ts';

const always = (law: (life: Life) => void): void => fc.assert(fc.property(lives, law), { numRuns: 100 });

/** The rule, written a second way: the threshold times (approvals + 1), reached by members, or by enough reporters. */
function isHidden(comment: Comment | null | undefined, policy: Life['policy']): boolean {
  const { autoHideThreshold, autoHideNetworks } = policy;
  if (!comment || autoHideThreshold === 0) return false;
  const rounds =
    1 + comment.decisions.filter((one) => one.decision === 'approve' && one.revision === comment.revision).length;
  const weigh = (kinds: readonly string[]): bigint =>
    comment.reports.reduce((sum, one) => (kinds.includes(one.reporterKind) ? sum + BigInt(one.hundredths) : sum), 0n);
  const needed = 100n * BigInt(autoHideThreshold) * BigInt(rounds);
  if (weigh(['member', 'guest']) < needed) return false;
  return weigh(['member']) >= needed || comment.reports.length >= autoHideNetworks;
}

describe('a comment, after any sequence of commands', () => {
  it('stays erased once erased, and goes from withdrawn only to erased', () =>
    always(({ turns }) => {
      const follows = (status: string) =>
        turns.filter(({ before }) => before?.status === status).map(({ after }) => after?.status);
      expect(follows('erased').filter((status) => status !== 'erased')).toEqual([]);
      expect(follows('withdrawn').filter((status) => status !== 'withdrawn' && status !== 'erased')).toEqual([]);
    }));

  it('has its status on record unless it is withdrawn', () =>
    always((life) => {
      const others = statesOf(life).filter(({ status }) => status !== 'withdrawn');
      expect(others.map(({ onRecord }) => onRecord)).toEqual(others.map(({ status }) => status));
    }));

  it('stays rejected on record when its author withdraws it, until a moderator decides again', () =>
    always((life) => {
      const polished = life.turns.filter(
        ({ command, before, after }) =>
          command.type === 'WithdrawComment' && before?.onRecord === 'rejected' && after?.onRecord !== 'rejected',
      );
      expect(polished).toEqual([]);
    }));

  it('stays in its queue when its author withdraws it', () =>
    always(({ turns }) => {
      const { flagThreshold } = inForce().policy;
      const queueOf = (comment: Comment | null) => comment && queueNow(comment, flagThreshold);
      const withdrawals = turns.filter(
        ({ command, before, events }) =>
          command.type === 'WithdrawComment' && before?.onRecord !== 'rejected' && events.length > 0,
      );
      for (const { before, after } of withdrawals) expect(queueOf(after)).toBe(queueOf(before));
    }));

  it('has as its version the number of its events', () =>
    always((life) => expect(endOf(life).version).toBe(eventsOf(life).length)));

  it('has as its revision the number of its edits plus one', () =>
    always((life) => {
      const edits = eventsOf(life).filter((event) => event.type === 'CommentEdited');
      expect(endOf(life).revision).toBe(edits.length + 1);
    }));

  it('lists each reporter once, and only readers who reported it', () =>
    always((life) => {
      const wrong = statesOf(life).filter(({ reports, ...comment }) => {
        const reporters = new Set(reports.map((report) => report.reporterId));
        const revisions = Array.from({ length: comment.revision }, (_, at) => at + 1);
        const hasReported = (reporter: string): boolean =>
          revisions.some((revision) => wasReported(comment, reportKey(reporter, revision, true)));
        return reporters.size !== reports.length || [...reporters].some((reporter) => !hasReported(reporter));
      });
      expect(wrong).toEqual([]);
    }));

  it('waits exactly while it is on record as held, escalated, or visible with reports or an edit to review', () =>
    always((life) => {
      const wrong = statesOf(life).filter(({ onRecord, review, reports, waitingSince }) => {
        const isAskedFor = reports.length > 0 || review !== null;
        const waits = onRecord === 'held' || onRecord === 'escalated' || (isVisible(onRecord) && isAskedFor);
        return waits !== (waitingSince !== null);
      });
      expect(wrong).toEqual([]);
    }));

  it('is not visible with reports that reach the threshold once a command is done', () =>
    always(({ policy, turns }) => {
      const visible = turns.flatMap(({ after }) => (after && isVisible(after.status) ? [after] : []));
      expect(visible.filter((comment) => isHidden(comment, policy))).toEqual([]);
    }));

  it('is hidden by reports only if they reach the weight, by members or by enough reporters', () =>
    always((life) => {
      const events = eventsOf(life);
      const before = [null, ...statesOf(life)];
      const wrong = events.filter((event, at) => {
        const comment = before[at];
        return event.type === 'CommentHeld' && event.data.because === 'reports' && !isHidden(comment, life.policy);
      });
      expect(wrong).toEqual([]);
    }));

  it('lists reports with positive weights in whole hundredths', () =>
    always((life) => {
      const weights = statesOf(life).flatMap(({ reports }) => reports.map(({ hundredths }) => hundredths));
      expect(weights.filter((weight) => weight <= 0 || !Number.isInteger(weight))).toEqual([]);
    }));

  it('is not changed by reports once they are ignored', () =>
    always(({ turns }) => {
      const ignored = turns.filter(({ before }) => before && ignoresReports(before));
      const reports = ignored.filter(({ command }) => command.type === 'ReportComment');
      expect(reports.flatMap(({ events }) => events)).toEqual([]);
    }));

  it('ignores reports only while the last decision asks for it and judged the current text', () =>
    always((life) => {
      const expected = statesOf(life).map(({ decisions, revision }) => {
        const last = decisions.at(-1);
        return last?.decision === 'approve' && last.ignoresReports && last.revision === revision;
      });
      expect(statesOf(life).map(ignoresReports)).toEqual(expected.map(Boolean));
    }));

  it('counts the approvals of its text that are not undone', () =>
    always((life) => {
      const states = statesOf(life);
      let approvals: { eventId: string; revision: number }[] = [];
      const counted = eventsOf(life).map((event, at) => {
        if (event.type === 'CommentApproved') approvals.push({ ...event.data, eventId: event.eventId });
        const standing = new Set(states[at]?.decisions.map(({ eventId }) => eventId));
        approvals = approvals.filter(({ eventId }) => standing.has(eventId));
        return approvals.filter(({ revision }) => revision === states[at]?.revision).length;
      });
      expect(states.map(({ approvals: stated }) => stated)).toEqual(counted);
    }));

  it('has decisions in force that are in order, distinct, and about revisions that existed', () =>
    always((life) => {
      const wrong = statesOf(life).filter(({ decisions, version, revision }) =>
        decisions.some((one, index) => {
          const after = decisions[index + 1]?.version ?? version + 1;
          return one.version >= after || one.revision > revision;
        }),
      );
      expect(wrong).toEqual([]);
    }));

  it('has approved, rejected and escalated only from the last decision in force', () =>
    always((life) => {
      const namedBy = { approved: 'approve', rejected: 'reject', escalated: 'escalate' } as const;
      const given = statesOf(life).flatMap(({ status, decisions }) =>
        status === 'approved' || status === 'rejected' || status === 'escalated' ? [{ status, decisions }] : [],
      );
      for (const { status, decisions } of given) expect(decisions.at(-1)?.decision).toBe(namedBy[status]);
    }));

  it('is approved only for its current text', () =>
    always((life) => {
      const approved = statesOf(life).filter(({ status }) => status === 'approved');
      for (const { decisions, revision } of approved) expect(decisions.at(-1)?.revision).toBe(revision);
    }));

  it('changes its text only inside the edit window', () =>
    always((life) => {
      const { postedAt } = endOf(life);
      const latest = postedAt.getTime() + life.policy.editWindowSeconds * 1000;
      const edits = eventsOf(life).filter((event) => event.type === 'CommentEdited');
      expect(edits.filter((event) => event.at.getTime() > latest)).toEqual([]);
    }));
});

describe('the events of a comment', () => {
  it('record the status before them', () =>
    always((life) => {
      const events = eventsOf(life);
      const before = [undefined, ...statesOf(life).map(({ status }) => status)];
      const stated = events.map(({ data }, index) => ('from' in data ? data.from : before[index]));
      expect(stated).toEqual(before.slice(0, -1));
    }));

  it('record the status after them', () =>
    always((life) => {
      const after = statesOf(life).map(({ status }) => status);
      const stated = eventsOf(life).map(({ type, data }, index) => {
        if (type === 'CommentFlagged' || type === 'CommentNoted') return after[index];
        return 'status' in data ? data.status : 'to' in data && data.to;
      });
      expect(stated).toEqual(after);
    }));

  it('of an undo record which decisions they undo, and what they restore', () =>
    always((life) => {
      const states = [undefined, ...statesOf(life)];
      const undone = eventsOf(life).flatMap((event, index) =>
        event.type === 'CommentReopened' && event.data.undoes ? [{ data: event.data, index }] : [],
      );
      for (const { data, index } of undone) {
        const [before, after] = [states[index]?.decisions ?? [], states[index + 1]];
        expect(data.undoes?.eventIds).toEqual(before.slice(after?.decisions.length).map(({ eventId }) => eventId));
        expect(data.restores).toEqual({
          homeQueue: after?.homeQueue,
          waitingSince: after?.waitingSince?.toISOString() ?? null,
          approvals: after?.approvals,
          ...(after?.status === 'withdrawn' && { onRecord: after.onRecord }),
          ...(after?.review && { review: after.review }),
          reporters: after?.reports.map(({ reporterId }) => reporterId),
        });
      }
    }));

  it('add up to whether the comment is visible, without any state', () =>
    always((life) => {
      let visible = 0;
      const added = eventsOf(life).map((event) => (visible += visibilityChange(event)));
      expect(added).toEqual(statesOf(life).map(({ status }) => (isVisible(status) ? 1 : 0)));
    }));

  it('give the same state after a round trip through the log', () =>
    always((life) => {
      const readBack = eventsOf(life).map((event) => ({ ...event, data: throughJsonb(event.data) }) as CommentEvent);
      expect(fold(commentDecider, null, readBack)).toEqual(endOf(life));
    }));

  it('of a decision refer only to earlier events', () =>
    always((life) => {
      const decisions = eventsOf(life).flatMap(({ data, version }) =>
        'basedOnVersion' in data ? [{ ...data, version }] : [],
      );
      for (const { basedOnVersion, version, waitedSeconds } of decisions) {
        expect(basedOnVersion).toBeLessThan(version);
        expect(waitedSeconds ?? 0).toBeGreaterThanOrEqual(0);
      }
    }));
});

// Undoing "the last decision" twice undoes two decisions; with a batch, the second undo changes nothing. A note that is
// sent twice is two notes, unless both requests have the same Idempotency-Key.
const isRepeatable = (command: CommentCommand): boolean =>
  command.type === 'UndoDecision' ? command.batchId !== null : command.type !== 'NoteComment';
const again = (command: CommentCommand): CommentCommand =>
  command.type === 'EditComment' ? { ...command, sameText: true } : command;

describe('a command to a comment', () => {
  it('changes nothing when it is sent a second time', () =>
    always(({ turns }) => {
      const accepted = turns.filter(({ command, refused }) => refused === null && isRepeatable(command));
      for (const { command, after } of accepted) expect(take(again(command), after, new Date()).events).toEqual([]);
    }));

  it('is not refused when it is sent again after it succeeded', () =>
    always(({ turns }) => {
      const done = turns.filter(({ command, events }) => events.length > 0 && command.type !== 'UndoDecision');
      for (const { command, after } of done) expect(take(again(command), after, new Date()).refused).toBe(null);
    }));
});

describe('undoing a decision', () => {
  it('never shows a comment that reports or a doubtful text hid since', () =>
    always(({ turns }) => {
      const afterHold = turns.filter(({ before }) => before?.lastChange.what === 'CommentHeld');
      const undos = afterHold.filter(({ command }) => command.type === 'UndoDecision');
      expect(undos.flatMap(({ events }) => events)).toEqual([]);
    }));
});

describe('undoing the decision just made', () => {
  it.each([{}, { batch: 'undone' }])('restores exactly the state before %j', (which) => {
    const decided = fc.tuple(lives, fc.constantFrom(...Decision.options));
    fc.assert(
      fc.property(decided, ([life, decision]) => {
        const before = endOf(life);
        const now = new Date(before.lastChange.at.getTime() + 86_400_000);
        const after = take(decide(decision, { now, by: 'mo', batchId: id('undone') }), before, now);
        fc.pre(after.events.length > 0);
        const undone = take(undo({ now, inForce: inForce(life.policy), ...which }), after.after, now);
        const unchanged = { version: before.version + 2, lastChange: expect.anything() };
        expect(undone.after).toEqual({ ...before, ...unchanged });
      }),
      { numRuns: 100 },
    );
  });
});
