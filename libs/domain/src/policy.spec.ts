import { z } from 'zod';
import type { DomainEvent } from '#contracts/event-schemas';
import { type Policy, RecordedPolicy, defaultPolicy } from '#contracts/policy';
import { type ChangePolicy, policyDecider } from './policy.ts';
import { fold } from './decider.ts';
import { given, recorded } from './specification/given.ts';
import { id } from './specification/identities.ts';
import { throughJsonb } from './specification/jsonb.ts';

const change = (over: Partial<Policy>, basedOn = 0): ChangePolicy => ({
  type: 'ChangePolicy',
  policy: { ...defaultPolicy, ...over },
  basedOn,
  actorId: id('mia'),
});
const changed = (over: Partial<Policy>, policyVersion = 1): DomainEvent => ({
  type: 'PolicyChanged',
  data: { policyVersion, policy: { ...defaultPolicy, ...over }, actorId: id('mia') },
});

describe("a site's policy", () => {
  it('is the default, as version 0, until it is changed', () => {
    expect(policyDecider.initialState).toEqual({ policy: defaultPolicy, policyVersion: 0 });
  });

  it('changes as a whole, version by version', () => {
    given(policyDecider, [changed({ mode: 'pre' })])
      .when(change({ flagThreshold: 2 }, 1))
      .yields({
        type: 'PolicyChanged',
        data: { policyVersion: 2, policy: { ...defaultPolicy, flagThreshold: 2 }, actorId: id('mia') },
      })
      .leaves({ policyVersion: 2, policy: { mode: defaultPolicy.mode, flagThreshold: 2 } });
  });

  it('is not changed by a request based on another version', () => {
    given(policyDecider, [changed({ mode: 'pre' })])
      .when(change({ flagThreshold: 2 }, 0))
      .isRefused('precondition-failed');
    given(policyDecider)
      .when(change({ flagThreshold: 2 }, 1))
      .isRefused('precondition-failed');
  });

  it('does not change when set to its current values, whatever version the request is based on', () => {
    given(policyDecider).when(change({})).yields();
    given(policyDecider, [changed({ mode: 'pre' })])
      .when(change({ mode: 'pre' }, 0))
      .yields();
  });

  it('is unchanged by a round trip through the log', () => {
    const [event] = recorded([changed({ mode: 'pre' })]);
    const readBack = { ...event, data: throughJsonb(event?.data) } as NonNullable<typeof event>;
    const state = fold(policyDecider, policyDecider.initialState, [readBack]);
    expect(policyDecider.decide(change({ mode: 'pre' }, 1), state)).toEqual([]);
  });

  it('has defaults for fields that an older event lacks', () => {
    const { required = [] } = z.toJSONSchema(RecordedPolicy);
    const older = Object.fromEntries(Object.entries(defaultPolicy).filter(([field]) => required.includes(field)));
    expect(required.length).toBeLessThan(Object.keys(defaultPolicy).length);
    const [event] = recorded([changed({ mode: 'pre' })]);
    const before = { ...event, data: { ...event?.data, policy: older } } as NonNullable<typeof event>;
    const { policy } = fold(policyDecider, policyDecider.initialState, [before]);
    expect(policy).toEqual(defaultPolicy);
  });

  it('may not hide comments before a moderator is asked', () => {
    given(policyDecider)
      .when(change({ flagThreshold: 6, autoHideThreshold: 5 }))
      .isRefused('policy-contradicts-itself');
  });

  const rules = (rulesUrl: string | null) => ({
    rulesUrl,
    rejectionMessages: [{ reason: 'spam' as const, title: 'Rules', text: 'See {rules}.' }],
  });

  // Each with the nearest policy that is valid.
  it.each<[string, Partial<Policy>, Partial<Policy>]>([
    [
      'a shortest comment that is longer than the longest',
      { minLength: 10, maxLength: 9 },
      { minLength: 10, maxLength: 10 },
    ],
    ['a banned word without any letter', { bannedWords: ['idiot', '*'] }, { bannedWords: ['idiot', 'a*'] }],
    ['a word with more stars inside than letters', { bannedWords: ['f***k'] }, { bannedWords: ['f**k'] }],
    ['a suspect word without a letter', { suspectWords: ['...'] }, { suspectWords: ['...7'] }],
    [
      'a word that is both',
      { bannedWords: ['idiot'], suspectWords: ['idiot'] },
      { bannedWords: ['idiot'], suspectWords: ['idiots'] },
    ],
    ['ordinary words as repeated characters', { holdRepeatedCharacters: 3 }, { holdRepeatedCharacters: 4 }],
    ['every character as a repeated one', { holdRepeatedCharacters: 1 }, { holdRepeatedCharacters: 0 }],
    ['ordinary German as shouting', { holdShouting: 19 }, { holdShouting: 20 }],
    ['every sentence as shouting', { holdShouting: 1 }, { holdShouting: 0 }],
    ['a message that refers to rules without a rulesUrl', rules(null), rules('https://news.example/rules')],
  ])('may not have %s', (_what, contradiction, neighbour) => {
    given(policyDecider).when(change(contradiction)).isRefused('policy-contradicts-itself');
    given(policyDecider, [changed({ mode: 'pre' })])
      .when(change(neighbour, 1))
      .leaves({ policyVersion: 2, policy: neighbour });
  });

  it('may not exclude guests if readers cannot sign in', () => {
    const withoutGuests = change({ guestsAllowed: false });
    given(policyDecider)
      .when({ ...withoutGuests, readersCanSignIn: false })
      .isRefused('policy-contradicts-itself');
    given(policyDecider)
      .when({ ...withoutGuests, readersCanSignIn: true })
      .leaves({ policyVersion: 1 });
    given(policyDecider)
      .when({ ...change({ flagThreshold: 2 }), readersCanSignIn: false })
      .leaves({ policyVersion: 1 });
  });

  it('names the reason when it is refused', () => {
    expect(() => policyDecider.decide(change({ minLength: 10, maxLength: 9 }), policyDecider.initialState)).toThrow(
      'minLength (10) is above maxLength (9), so every comment would be refused.',
    );
  });

  it('may hide comments when a moderator is asked, or never', () => {
    given(policyDecider)
      .when(change({ flagThreshold: 5, autoHideThreshold: 5 }))
      .leaves({ policyVersion: 1 });
    given(policyDecider)
      .when(change({ flagThreshold: 6, autoHideThreshold: 0 }))
      .leaves({ policyVersion: 1 });
  });
});
