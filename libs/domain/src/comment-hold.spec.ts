import * as fc from 'fast-check';
import { defaultPolicy } from '#contracts/policy';
import { commentDecider } from './comment.ts';
import { hides } from './comment-hold.ts';
import {
  approved,
  decide,
  edited,
  report,
  reportedBy,
  inForce,
  posted,
  rejected,
  undone,
} from './specification/comments.ts';
import { fold } from './decider.ts';
import { given, recorded } from './specification/given.ts';
import { id } from './specification/identities.ts';

const policy = (autoHideThreshold: number, autoHideNetworks = defaultPolicy.autoHideNetworks) => ({
  ...defaultPolicy,
  autoHideThreshold,
  autoHideNetworks,
});
const guest = (hundredths = 100) => ({ reporterKind: 'guest', hundredths }) as const;
const member = (hundredths = 100) => ({ reporterKind: 'member', hundredths }) as const;
const weights = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 60 });

describe('the total weight of reports', () => {
  it('is exact: ten times 0.1 is 1', () => {
    const ten = Array.from({ length: 10 }, (_, reporter) => reportedBy(`r${reporter}`, { weight: 0.1 }));
    const at = { inForce: inForce({ autoHideThreshold: 1 }) };
    given(commentDecider, [posted(), ...ten.slice(0, 9)])
      .when(report('last', { ...at, weight: 0.09 }))
      .yields({ type: 'CommentFlagged' });
    given(commentDecider, [posted(), ...ten.slice(0, 9)])
      .when(report('last', { ...at, weight: 0.1 }))
      .yields({ type: 'CommentFlagged' }, { type: 'CommentHeld', data: { reports: 10 } });
  });

  it('is the sum of the hundredths, in any order', () => {
    fc.assert(
      fc.property(weights, (hundredths) => {
        const reports = hundredths.map((one, at) => reportedBy(`r${at}`, { weight: one / 100 }));
        const state = fold(commentDecider, null, recorded([posted(), ...reports]));
        const exact = hundredths.reduce((sum, one) => sum + BigInt(one), 0n);
        const total = (state?.reports ?? []).reduce((sum, one) => sum + BigInt(one.hundredths), 0n);
        expect(total).toBe(exact);
        const threshold = Number(exact) / 100;
        const all = hundredths.map((one) => member(one));
        expect(hides(policy(threshold), all, 0)).toBe(true);
        expect(hides(policy(threshold + 0.01), all, 0)).toBe(false);
      }),
    );
  });
});

describe('hiding by reports', () => {
  it("requires the policy's number of networks when guests report", () => {
    expect(hides(policy(2), [guest(100), guest(100)], 0)).toBe(false);
    expect(hides(policy(2), [guest(100), guest(50), guest(50)], 0)).toBe(true);
    expect(hides(policy(2, 2), [guest(100), guest(100)], 0)).toBe(true);
  });

  it('counts each member as a network', () => {
    expect(hides(policy(3), [guest(), member(), guest()], 0)).toBe(true);
  });

  it('requires weight only, if members reach it without the guests', () => {
    expect(hides(policy(2), [member(), member()], 0)).toBe(true);
    expect(hides(policy(2), [member(), guest(), guest(1)], 0)).toBe(true);
    expect(hides(policy(2, 4), [member(), guest(), guest(1)], 0)).toBe(false);
  });

  it('is off at a threshold of 0', () => {
    expect(
      hides(
        policy(0),
        Array.from({ length: 200 }, () => member(500)),
        0,
      ),
    ).toBe(false);
  });

  it('cannot be caused by a single network, whatever the number and weight of its reports', () => {
    const sent = fc.record({
      reason: fc.constantFrom('spam', 'abuse', 'hate', 'other'),
      weight: fc.integer({ min: 0, max: 500 }).map((hundredths) => hundredths / 100),
      revision: fc.integer({ min: 1, max: 4 }),
    });
    const limits = fc.record({
      autoHideThreshold: fc.integer({ min: 0, max: 5 }),
      autoHideNetworks: fc.integer({ min: 2, max: 100 }),
    });
    fc.assert(
      fc.property(fc.array(sent, { maxLength: 40 }), limits, (reports, limit) => {
        let [state, revision] = [fold(commentDecider, null, recorded([posted()])), 1];
        for (const one of reports.toSorted((a, b) => a.revision - b.revision)) {
          while (revision < one.revision) state = fold(commentDecider, state, recorded([edited(++revision)]));
          const { reason, weight } = one;
          const command = report('network', { reporterKind: 'guest', reason, weight, inForce: inForce(limit) });
          const events = commentDecider.decide(command, state);
          expect(events.filter(({ type }) => type !== 'CommentFlagged')).toEqual([]);
          state = fold(commentDecider, state, recorded(events));
        }
        expect(state?.reports.length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('reports that a moderator chose to ignore', () => {
  const ignoring = approved({ from: 'published', ignoresReports: true });

  it('are recorded in the approval, and later ones record no event', () => {
    given(commentDecider, [posted(), reportedBy('rob')])
      .when(decide('approve', { ignoreReports: true }))
      .yields({ type: 'CommentApproved', data: { ignoreReports: true, reports: 1 } });
    given(commentDecider, [posted(), ignoring])
      .when(report('rob', { inForce: inForce({ autoHideThreshold: 1 }) }))
      .yields();
  });

  it('count again after an undo, an edit or a new decision', () => {
    const undoing = undone({ from: 'approved' }, 'published', 2, 'approve');
    for (const after of [undoing, edited(2), approved({ from: 'approved' })])
      given(commentDecider, [posted(), ignoring, after]).when(report('rob')).yields({ type: 'CommentFlagged' });
  });

  it('are ignored again when a later decision is undone', () => {
    const history = [posted(), ignoring, rejected({ from: 'approved' })];
    given(commentDecider, [...history, undone({ from: 'rejected' }, 'approved', 3, 'reject')])
      .when(report('rob'))
      .yields();
  });

  it('can be ignored for an approved comment, once', () => {
    given(commentDecider, [posted(), approved({ from: 'published' })])
      .when(decide('approve', { ignoreReports: true }))
      .yields({ type: 'CommentApproved', data: { from: 'approved', ignoreReports: true } });
    given(commentDecider, [posted(), ignoring])
      .when(decide('approve', { ignoreReports: true }))
      .yields();
    given(commentDecider, [posted(), ignoring]).when(decide('approve')).yields();
  });

  it('are not ignored if the approval does not ask for it', () => {
    const [event] = commentDecider.decide(
      decide('approve', { ignoreReports: false }),
      fold(commentDecider, null, recorded([posted(), reportedBy('rob')])),
    );
    expect(event?.data).not.toHaveProperty('ignoreReports');
    expect(event?.data).toMatchObject({ moderatorId: id('mia') });
  });
});
