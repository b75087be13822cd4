import * as fc from 'fast-check';
import { type Policy, defaultPolicy } from '#contracts/policy';
import { type Reporter, countsReputation, reporterWeight } from './reporter-weight.ts';

const member: Reporter = { kind: 'member', silenced: false, isAuthor: false, decided: 0, agreed: 0 };
const policy: Policy = { ...defaultPolicy, guestFlagWeight: 0.5, lowestReporterWeight: 0.2, highestReporterWeight: 2 };
const record = (agreed: number, decided: number): Reporter => ({ ...member, agreed, decided });

describe("a reader's report", () => {
  it("weighs 1 by default, whatever the reporter's kind and record", () => {
    expect(countsReputation(defaultPolicy)).toBe(false);
    expect(countsReputation({ ...defaultPolicy, lowestReporterWeight: 0.9 })).toBe(true);
    expect(countsReputation({ ...defaultPolicy, highestReporterWeight: 1.1 })).toBe(true);
    expect(reporterWeight({ ...record(0, 50), kind: 'guest' }, defaultPolicy)).toBe(1);
  });

  it.each([
    ['a member', member, 1],
    ['a guest', { ...member, kind: 'guest' }, 0.5],
    ['a silenced reporter', { ...record(50, 50), silenced: true }, 0],
    ["the comment's own author", { ...record(50, 50), isAuthor: true }, 0],
    ['a member with few decided reports', record(0, 5), 1],
    ['a member whose reports moderators never agree with', record(0, 6), 0.2],
    ['a member whose reports moderators sometimes agree with', record(3, 12), 0.6],
    ['a member whose reports moderators agree with half of the time', record(10, 20), 1],
    ['a member whose reports moderators always agree with', record(20, 20), 2],
    ['a guest whose reports moderators always agree with', { ...record(20, 20), kind: 'guest' }, 1],
  ] as const)("by %s has the policy's weight", (_who, reporter, weight) => {
    expect(reporterWeight(reporter, policy)).toBe(weight);
  });

  it('stays within the bounds, and grows with the share of agreement', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (agreed, more) => {
        const weight = reporterWeight(record(agreed, agreed + more), policy);
        expect(weight).toBeGreaterThanOrEqual(0.2);
        expect(weight).toBeLessThanOrEqual(2);
        expect(reporterWeight(record(agreed + 1, agreed + more + 1), policy)).toBeGreaterThanOrEqual(
          agreed + more === 5 ? 0 : weight,
        );
      }),
    );
  });
});
