import { findingOf } from '../specification/screening.ts';
import { newDomain } from './new-domain.ts';
import { wave } from './wave.ts';

const ofWave = (authors: number, holdWaves?: number) =>
  findingOf(wave, 'Hello.', holdWaves === undefined ? {} : { holdWaves }, {
    facts: { wave: { id: 'first', authors } },
  });

describe('the same text by several authors', () => {
  it("is held from the third author on by default, with the first comment's id as evidence", () => {
    expect(ofWave(2)).toMatchObject({ action: 'note' });
    expect(ofWave(3)).toEqual({
      rule: 'wave',
      ruleVersion: 1,
      action: 'hold',
      evidence: { authors: 3, minutes: 60, wave: 'first' },
    });
  });

  it("is held from the policy's number of authors on", () => {
    expect(ofWave(2, 2)).toMatchObject({ action: 'hold' });
    expect(ofWave(4, 5)).toMatchObject({ action: 'note' });
    expect(ofWave(99, 0)).toBeUndefined();
  });

  it('is not found if one author sends it repeatedly', () => {
    expect(ofWave(1, 2)).toBeUndefined();
    expect(findingOf(wave, 'Hello.', {})).toBeUndefined();
  });
});

describe('a domain that is new today', () => {
  const domain = { domain: 'money.example', since: '2026-03-01', comments: 5, authors: 3 };
  const found = (...newDomains: (typeof domain)[]) => findingOf(newDomain, 'Hello.', {}, { facts: { newDomains } });

  it('is noted once it is in many comments by several authors, and holds nothing', () => {
    expect(found(domain)).toEqual({
      rule: 'new-domain',
      ruleVersion: 1,
      action: 'note',
      evidence: { domain: 'money.example', comments: 5, since: '2026-03-01' },
    });
    expect(found({ ...domain, comments: 4 })).toBeUndefined();
    expect(found({ ...domain, comments: 50, authors: 2 })).toBeUndefined();
    expect(found()).toBeUndefined();
  });

  it('is the one in most comments, if there are several', () => {
    expect(found(domain, { ...domain, domain: 'gold.example', comments: 9 })).toMatchObject({
      evidence: { domain: 'gold.example' },
    });
  });
});
