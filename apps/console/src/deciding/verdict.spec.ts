import { RejectionReason } from '#contracts/vocabulary';
import { reasonKeys } from '../keys/commands.ts';
import { reasonsByKey } from './verdict.ts';

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
