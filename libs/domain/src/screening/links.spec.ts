import { defaultPolicy } from '#contracts/policy';
import { links } from './links.ts';
import { nothingKnown } from './phase.ts';

const found = (count: number, holdLinks: number) =>
  links({ body: '', length: 0, links: count }, nothingKnown, { ...defaultPolicy, holdLinks });

describe('the links of a text', () => {
  it('are doubted from the number that the policy names on, and say so', () => {
    expect(found(2, 3)).toBeUndefined();
    expect(found(3, 3)).toEqual({ rule: 'links', ruleVersion: 1, action: 'hold', evidence: { links: 3, from: 3 } });
  });

  it('are never doubted where that number is 0', () => {
    expect(found(99, 0)).toBeUndefined();
  });
});
