import { RejectionReason } from '#contracts/vocabulary';
import { reasonKeys } from '../keys/commands.ts';
import { canIgnoreReports, reasonsByKey } from './verdict.ts';

describe('the reasons to reject', () => {
  it('have a key each', () => {
    expect(reasonKeys.map((key, at) => `${key} ${reasonsByKey[at]}`)).toEqual([
      '1 spam',
      '2 abuse',
      '3 hate',
      '4 harassment',
      '5 misinformation',
      '6 off-topic',
      '7 illegal',
      '8 personal-information',
      '9 advertising',
      '0 duplicate',
      '- other',
    ]);
    expect(new Set(reasonsByKey)).toEqual(new Set(RejectionReason.options));
  });
});

describe('an approval that ignores reports', () => {
  it('is offered where there are any and more can come: not of what was withdrawn', () => {
    const flags = [{ reason: 'spam', count: 1, notes: [] }];
    expect(canIgnoreReports({ comment: { status: 'published' }, flags })).toBe(true);
    expect(canIgnoreReports({ comment: { status: 'published' }, flags: [] })).toBe(false);
    expect(canIgnoreReports({ comment: { status: 'withdrawn' }, flags })).toBe(false);
  });
});
