import { Policy } from '#contracts/policy';
import { draftOf, findingOf } from '../specification/screening.ts';
import { bannedNetwork } from './banned-network.ts';
import { nothingKnown } from './phase.ts';
import { screen } from './screen.ts';

describe('a comment from the network of a banned guest', () => {
  it('is held in every mode, with evidence that does not contain the network', () => {
    for (const mode of ['post', 'auto', 'pre'] as const) {
      const facts = { ...nothingKnown, bannedNetwork: 'banned' as const };
      const [finding] = screen(draftOf('Hello.'), facts, Policy.parse({ mode }));
      expect(finding).toEqual({
        rule: 'banned-network',
        ruleVersion: 1,
        action: 'hold',
        evidence: { kind: 'banned' },
      });
    }
  });

  it('is not held for trusted authors, from other networks, or if the policy turns the rule off', () => {
    const found = (policy: object, facts: object) => findingOf(bannedNetwork, 'Hello.', policy, { facts });
    expect(found({}, { bannedNetwork: null })).toBeUndefined();
    expect(found({ holdBannedNetworks: false }, { bannedNetwork: 'banned' })).toBeUndefined();
    const facts = { ...nothingKnown, bannedNetwork: 'suspended' as const, trusted: true };
    expect(screen(draftOf('Hello.'), facts, Policy.parse({}))).toEqual([]);
  });
});
