import * as fc from 'fast-check';
import { Policy, defaultPolicy } from '#contracts/policy';
import { Finding, ModerationMode, ScreeningRule } from '#contracts/vocabulary';
import { draftOf } from '../specification/screening.ts';
import { type Draft, nothingKnown } from './phase.ts';
import { screen } from './screen.ts';

const ordinary = nothingKnown;
const plain = draftOf('Well done.');
const linksTo = (links: number): string[] => Array.from({ length: links }, () => 'https://a.example');
const manyLinks: Draft = { ...plain, links: linksTo(9) };
const inMode = (mode: ModerationMode): Policy => ({ ...defaultPolicy, mode });

describe('screening', () => {
  it('finds nothing in a plain text by default', () => {
    expect(screen(plain, ordinary, defaultPolicy)).toEqual([]);
  });

  it("runs every phase and returns the findings in the phases' order", () => {
    expect(screen(manyLinks, ordinary, inMode('pre')).map(({ rule, action }) => [rule, action])).toEqual([
      ['links', 'hold'],
      ['pre-moderation', 'hold'],
    ]);
  });

  it('holds a doubtful text in mode auto', () => {
    expect(screen(manyLinks, ordinary, inMode('auto'))).toMatchObject([{ rule: 'links', action: 'hold' }]);
  });

  it('only notes a doubtful text in mode post', () => {
    expect(screen(manyLinks, ordinary, inMode('post'))).toMatchObject([{ rule: 'links', action: 'note' }]);
    const article = { ...ordinary, articleMode: 'post' } as const;
    expect(screen(manyLinks, article, inMode('auto'))).toMatchObject([{ rule: 'links', action: 'note' }]);
  });

  it('asks to reconsider first if the policy lists the rule for it', () => {
    const nudging: Policy = { ...inMode('auto'), nudge: ['links'] };
    expect(screen(manyLinks, ordinary, nudging)).toMatchObject([{ rule: 'links', action: 'nudge' }]);
    expect(screen(manyLinks, { ...ordinary, articleMode: 'post' }, nudging)).toMatchObject([{ action: 'note' }]);
  });

  it('refuses banned words in every mode, except from staff and trusted authors', () => {
    const banning: Policy = { ...inMode('post'), bannedWords: ['done'] };
    expect(screen(plain, ordinary, banning)).toMatchObject([{ rule: 'banned-words', action: 'reject' }]);
    expect(screen(plain, { ...ordinary, trusted: true }, banning)).toEqual([]);
  });

  it('refuses a text that is too long from every author', () => {
    const short: Policy = { ...inMode('auto'), maxLength: 5 };
    expect(screen(plain, { ...ordinary, trusted: true }, short)).toMatchObject([{ rule: 'length', action: 'reject' }]);
  });

  it('has a phase for each rule name', () => {
    const everything = Policy.parse({
      mode: 'pre',
      bannedWords: ['done'],
      suspectWords: ['well'],
      holdLinks: 1,
      repeatedTextMinutes: 6,
      holdRepeatedCharacters: 4,
      holdShouting: 20,
      holdNewAuthors: 2,
      holdRecentRejections: 30,
    });
    const form = { trapped: true, forged: false, seconds: null };
    const lookalike = { of: 'author', authorId: null, isPublic: true } as const;
    const newDomains = [{ domain: 'a.example', since: '2026-03-01', comments: 9, authors: 9 }];
    const wave = { id: 'first', authors: 9 };
    const listedName = { list: 'suspect', count: 1 } as const;
    const doubtful = {
      form,
      repeated: true,
      wave,
      newDomains,
      lookalike,
      listedName,
      bannedNetwork: 'banned',
    } as const;
    const facts = { ...ordinary, ...doubtful, recent: { published: 0, rejected: 3 } };
    const found = screen(draftOf('WELL DONE, MY DEAR FRIEND!!!!', { links: linksTo(1) }), facts, everything);
    const tooLong = screen({ ...plain, length: 10_001 }, facts, everything);
    expect([...tooLong, ...found].map(({ rule }) => rule)).toEqual(ScreeningRule.options);
  });

  it('accepts trusted authors even in mode pre', () => {
    expect(screen(manyLinks, { ...ordinary, trusted: true }, inMode('pre'))).toEqual([]);
  });

  it.each(ModerationMode.options)('holds a premoderated author in mode %s, even if trusted', (mode) => {
    const findings = screen(plain, { ...ordinary, trusted: true, premoderated: true }, inMode(mode));
    expect(findings).toMatchObject([{ rule: 'pre-moderation', action: 'hold', evidence: { by: 'author' } }]);
  });

  it('gives the same findings for the same text, and never contains its words', () => {
    const body = 'SECRETWORD';
    const facts = fc.record({
      repeated: fc.boolean(),
      wave: fc.option(fc.record({ id: fc.uuid(), authors: fc.nat(5) })),
      newDomains: fc.array(
        fc.record({
          domain: fc.domain(),
          since: fc.constant('2026-03-01'),
          comments: fc.nat(9),
          authors: fc.nat(5),
        }),
      ),
      lookalike: fc.option(
        fc.record({
          of: fc.constantFrom('staff', 'author', 'reserved'),
          authorId: fc.option(fc.uuid()),
          isPublic: fc.boolean(),
        }),
      ),
      listedName: fc.option(fc.record({ list: fc.constantFrom('banned', 'suspect'), count: fc.nat(5) })),
      namesThemselves: fc.boolean(),
      bannedNetwork: fc.constantFrom(null, 'banned', 'suspended'),
      form: fc.option(
        fc.record({
          trapped: fc.boolean(),
          forged: fc.boolean(),
          seconds: fc.option(fc.double({ min: 0, max: 9, noNaN: true })),
        }),
      ),
      published: fc.nat(5),
      recent: fc.record({ published: fc.nat(5), rejected: fc.nat(5) }),
      articleMode: fc.constantFrom(null, ...ModerationMode.options),
      premoderated: fc.boolean(),
      trusted: fc.boolean(),
    });
    const policy = fc
      .record({ mode: fc.constantFrom(...ModerationMode.options), holdLinks: fc.nat(5) })
      .map((rules) => Policy.parse(rules));
    fc.assert(
      fc.property(fc.nat(9), facts, policy, (links, known, rules) => {
        const findings = screen(draftOf(body, { links: linksTo(links) }), known, rules);
        expect(screen(draftOf(body, { links: linksTo(links) }), known, rules)).toEqual(findings);
        const stored = findings.filter(({ action }) => action !== 'reject');
        expect(stored.map((finding) => Finding.parse(finding))).toEqual(stored);
        expect(JSON.stringify(findings)).not.toContain(body);
      }),
    );
  });
});
