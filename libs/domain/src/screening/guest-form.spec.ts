import { findingOf } from '../specification/screening.ts';
import { guestForm } from './guest-form.ts';
import type { FormFacts } from './phase.ts';

const found = (form: FormFacts | null) => findingOf(guestForm, 'Hello.', {}, { facts: { form } });
const human: FormFacts = { trapped: false, forged: false, seconds: 20 };

describe('a guest’s form', () => {
  it('is accepted after at least two seconds, and if nothing is known about it', () => {
    expect(found(human)).toBeUndefined();
    expect(found({ ...human, seconds: null })).toBeUndefined();
    expect(found({ ...human, seconds: 2 })).toBeUndefined();
    expect(found(null)).toBeUndefined();
  });

  it.each([
    ['a filled trap', { ...human, trapped: true }, { trapped: true }],
    ['a forged time', { ...human, forged: true, seconds: null }, { forged: true }],
    ['haste', { ...human, seconds: 0.4 }, { seconds: 0.4, least: 2 }],
  ] as const)('is held for %s, with the reason as evidence', (_what, form, evidence) => {
    expect(found(form)).toEqual({ rule: 'guest-form', ruleVersion: 1, action: 'hold', evidence });
  });
});
