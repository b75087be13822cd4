import { ScreeningRule, type Finding } from '#contracts/vocabulary';
import { DeskWords } from '../languages/desk-words.ts';
import { whyHere } from './why.ts';
import { whyTexts } from './why-texts.ts';

const finding = (rule: string, evidence: Finding['evidence'] = {}, action: Finding['action'] = 'hold'): Finding => ({
  rule,
  ruleVersion: 1,
  action,
  evidence,
});
const why = (findings: Finding[], flags: { reason: 'spam'; count: number; notes: string[] }[] = []): string[] =>
  whyHere({ queue: 'pending', findings, flags }, whyTexts.en, new DeskWords('en'));

describe('why a comment is here', () => {
  it('is told in a sentence for each finding', () => {
    expect(
      why([
        finding('suspect-words', { count: 2, ranges: [] }),
        finding('links', { links: 3, from: 3 }),
        finding('recent-history', { published: 7, rejected: 3, days: 7, from: 30 }),
        finding('shouting', { capitals: 9, letters: 10, from: 80 }),
        finding('wave', { authors: 3, minutes: 60, wave: 'first' }),
        finding('new-domain', { domain: 'money.example', comments: 5, since: '2026-03-01' }, 'note'),
      ]),
    ).toEqual([
      'It contains 2 suspect words.',
      'It contains 3 links. Comments with 3 or more are held.',
      '3 of its author’s 10 comments in the last 7 days were rejected.',
      '90% of its letters are capitals.',
      'Nearly the same text came from 3 authors within 60 minutes.',
      'It links to money.example, first linked here on Mar 1: 5 comments so far.',
    ]);
  });

  it('names the targets of links', () => {
    expect(why([finding('links', { links: 2, from: 2, hosts: 'a.example, b.example' })])).toEqual([
      'It contains 2 links. Comments with 2 or more are held. Link targets: a.example, b.example.',
    ]);
  });

  it('mentions once a new domain that only later comments of the wave have found', () => {
    const newDomain = finding('new-domain', { domain: 'money.example', comments: 5, since: '2026-03-01' }, 'note');
    const wave = { id: 'first', authors: 5, count: 5, published: 2, newDomain, commentIds: [] };
    const told = (findings: Finding[]) =>
      whyHere({ queue: 'pending', findings, flags: [], wave }, whyTexts.en, new DeskWords('en'));
    expect(told([])).toEqual([expect.stringMatching(/^It links to money\.example/)]);
    expect(told([newDomain])).toHaveLength(1);
  });

  it('names the source of premoderation', () => {
    expect(why([finding('pre-moderation', { by: 'article' })])[0]).toMatch(/^This article is premoderated/);
  });

  it('chooses its words by the evidence, and has some for evidence of tomorrow', () => {
    const first = (rule: string, evidence: Finding['evidence']) => why([finding(rule, evidence)])[0];
    expect(first('lookalike-name', { of: 'reserved' })).toMatch(/reserved for staff/);
    expect(first('lookalike-name', { of: 'author', authorId: 'a' })).toMatch(/another author/);
    expect(first('banned-name', { list: 'banned', count: 1 })).toMatch(/name contains a banned word/);
    expect(first('banned-name', { list: 'suspect', count: 1 })).toMatch(/name contains a suspect word/);
    expect(first('banned-network', { kind: 'suspended' })).toMatch(/a suspended guest/);
    expect(first('banned-network', {})).toMatch(/a banned guest/);
    expect(first('pre-moderation', { by: 'moon' })).toBe(whyTexts.en.held);
    expect(first('new-author', { published: 1, needed: 3 })).toMatch(/: 1 comment published so far, 3 needed/);
    expect(first('repeated-text', { minutes: 10 })).toMatch(/within 10 minutes/);
  });

  it('counts the readers who reported it, whatever their reasons', () => {
    const flags = [1, 2].map((count) => ({ reason: 'spam' as const, count, notes: [] }));
    expect(why([], flags)).toEqual(['3 readers reported it.']);
  });

  it('mentions a deletion, or an edit after an approval or a report, in every language', () => {
    for (const language of ['en', 'de', 'ar'] as const) {
      const texts = whyTexts[language];
      const comment = { status: 'withdrawn' } as const;
      const waiting = { queue: 'reported' as const, findings: [], flags: [] };
      const say = (item: Parameters<typeof whyHere>[0]) => whyHere(item, texts, new DeskWords(language));
      expect(say({ ...waiting, comment })).toEqual([texts.withdrawn]);
      expect(say({ ...waiting, comment, queue: null })).toEqual([]);
      expect(say({ ...waiting, review: 'approval' })).toEqual([texts.edited.approval]);
      expect(say({ ...waiting, review: 'reports' })).toEqual([texts.edited.reports]);
    }
  });

  it('mentions that the author was asked to reconsider', () => {
    expect(why([finding('shouting', { capitals: 1, letters: 1 }, 'nudge')])[0]).toMatch(/sent it anyway\.$/);
  });

  it('has a sentence for every waiting comment, even for an unknown rule', () => {
    expect(why([])).toEqual(['Held until a moderator reviews it.']);
    expect(why([finding('of-tomorrow')])).toEqual(['Held by the rule “of-tomorrow”.']);
  });

  it.each(ScreeningRule.options.filter((rule) => rule !== 'length'))('knows the rule %s in every language', (rule) => {
    for (const language of ['en', 'de', 'ar'] as const) {
      const [sentence] = whyHere(
        { queue: 'pending', flags: [], findings: [finding(rule, { by: 'site' })] },
        whyTexts[language],
        new DeskWords(language),
      );
      expect(sentence).not.toContain(`“${rule}”`);
      expect(sentence).not.toMatch(/[{}#]|NaN|undefined/);
    }
  });
});
