import { z } from 'zod';
import { Policy, defaultPolicy } from '#contracts/policy';
import { DeskWords } from '../../languages/desk-words.ts';
import type { Language } from '../../languages/texts.ts';
import { pagesTexts } from '../found/texts.ts';
import { changesBetween } from './changes.ts';
import type { PolicyDraft } from './document.ts';
import { rebase } from './rebase.ts';
import { type RuleSchema, fieldsOf } from './fields.ts';
import { namingIn } from './naming.ts';
import { policyTexts } from './texts.ts';

const fields = fieldsOf(z.toJSONSchema(Policy, { io: 'input' }) as RuleSchema);
const sentences = (after: PolicyDraft, before: PolicyDraft = defaultPolicy, language: Language = 'en') =>
  changesBetween(before, after, fields, {
    texts: policyTexts[language],
    words: new DeskWords(language),
    naming: namingIn(language, pagesTexts[language]),
  }).map(({ label, sentences }) => [label, ...sentences]);

describe("the policy's form", () => {
  it('has a field of the right kind for every rule of the schema', () => {
    expect(Object.fromEntries(fields.map(({ name, kind }) => [name, kind]))).toMatchObject({
      mode: 'choice',
      guestsAllowed: 'switch',
      maxLength: 'number',
      bannedWords: 'words',
      nudge: 'several',
      rejectionMessages: 'messages',
      rulesUrl: 'address',
      guestFlagWeight: 'number',
    });
    expect(fields.map(({ name }) => name).toSorted()).toEqual(Object.keys(defaultPolicy).toSorted());
    expect(fields.filter(({ kind }) => kind === 'unknown')).toEqual([]);
  });

  it('knows the bounds of a number', () => {
    expect(fields.find(({ name }) => name === 'maxLength')).toMatchObject({ min: 1, max: 10_000, whole: true });
    expect(fields.find(({ name }) => name === 'guestFlagWeight')).toMatchObject({ min: 0, max: 1, whole: false });
  });

  it('does not touch unknown values', () => {
    expect(fieldsOf({ properties: { novel: { type: 'object' } } })).toMatchObject([{ kind: 'unknown' }]);
  });
});

describe('changes of a policy', () => {
  it('are none where nothing differs, whatever the order of keys', () => {
    expect(sentences(Object.fromEntries(Object.entries(defaultPolicy).toReversed()))).toEqual([]);
  });

  it('are described in sentences', () => {
    const after = {
      ...defaultPolicy,
      mode: 'pre',
      guestsAllowed: false,
      maxLength: 2000,
      rulesUrl: 'https://a.example',
    };
    expect(sentences(after)).toEqual([
      ['Moderation mode', 'from Only if a rule applies to Before publication'],
      ['Allow comments without an account', 'from yes to no'],
      ['Maximum comment length', 'from 10,000 to 2,000'],
      ['Address of your community rules', 'from nothing to https://a.example'],
    ]);
  });

  it('say what was added to a list and removed from it, and not all of a long one', () => {
    const before = { ...defaultPolicy, bannedWords: ['a', 'b'] };
    const many = Array.from({ length: 15 }, (_, at) => `w${at}`);
    expect(sentences({ ...before, bannedWords: ['b', 'c'] }, before)).toEqual([
      ['Banned words', 'added: “c”', 'removed: “a”'],
    ]);
    expect(sentences({ ...before, bannedWords: ['b', 'a'] }, before)).toEqual([['Banned words', 'in another order']]);
    expect(sentences({ ...before, bannedWords: [...before.bannedWords, ...many] }, before)[0]?.[1]).toMatch(
      /“w11”, and 3 more$/,
    );
  });

  it.each([
    ['de', '\u{201e}c\u{201c}'],
    ['ar', '\u{ab}c\u{bb}'],
  ] as const)('have the quotation marks of %s', (language, quoted) => {
    const [change] = sentences({ ...defaultPolicy, bannedWords: ['c'] }, defaultPolicy, language);
    expect(change?.[1]).toContain(quoted);
  });

  it('tell a reworded message from a new one', () => {
    const message = (title: string, text: string) => ({ reason: 'spam', title, text });
    const before = { ...defaultPolicy, rejectionMessages: [message('A', 'one'), message('B', 'two')] };
    const after = { ...before, rejectionMessages: [message('A', 'other'), message('C', 'three')] };
    expect(sentences(after, before)).toEqual([['Saved messages', 'added: “C”', 'removed: “B”', 'reworded: “A”']]);
  });

  it('are rebased on a version saved meanwhile, with a list of rules that both changed', () => {
    const ours = { ...defaultPolicy, maxLength: 2000, holdLinks: 1 };
    const theirs = { ...defaultPolicy, maxLength: 500, guestsAllowed: false };
    const { draft, both } = rebase(defaultPolicy, ours, theirs, fields);
    expect(draft).toEqual({ ...defaultPolicy, maxLength: 2000, holdLinks: 1, guestsAllowed: false });
    expect(both).toEqual(['maxLength']);
  });
});
