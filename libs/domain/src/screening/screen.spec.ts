import * as fc from 'fast-check';
import { Policy, defaultPolicy } from '#contracts/policy';
import { Finding, ModerationMode } from '#contracts/vocabulary';
import type { Draft, Facts } from './phase';
import { screen } from './screen';

const ordinary: Facts = { articleMode: null, premoderated: false, trusted: false };
const plain: Draft = { body: 'Well said.', length: 10, links: 0 };
const manyLinks: Draft = { ...plain, links: 9 };
const inMode = (mode: ModerationMode): Policy => ({ ...defaultPolicy, mode });

describe('screening', () => {
  it('finds nothing in a plain text by default', () => {
    expect(screen(plain, ordinary, defaultPolicy)).toEqual([]);
  });

  it('runs every phase and shows its findings in their order', () => {
    expect(screen(manyLinks, ordinary, inMode('pre')).map(({ rule, action }) => [rule, action])).toEqual([
      ['links', 'hold'],
      ['pre-moderation', 'hold'],
    ]);
  });

  it('holds what it doubts where the rules decide', () => {
    expect(screen(manyLinks, ordinary, inMode('auto'))).toMatchObject([{ rule: 'links', action: 'hold' }]);
  });

  it('only notes what it doubts where comments are published first', () => {
    expect(screen(manyLinks, ordinary, inMode('post'))).toMatchObject([{ rule: 'links', action: 'note' }]);
    const article = { ...ordinary, articleMode: 'post' } as const;
    expect(screen(manyLinks, article, inMode('auto'))).toMatchObject([{ rule: 'links', action: 'note' }]);
  });

  it('lets a trusted author pass, also where everything is looked at first', () => {
    expect(screen(manyLinks, { ...ordinary, trusted: true }, inMode('pre'))).toEqual([]);
  });

  it.each(ModerationMode.options)('holds a premoderated author in mode %s, though they were trusted before', (mode) => {
    const findings = screen(plain, { ...ordinary, trusted: true, premoderated: true }, inMode(mode));
    expect(findings).toMatchObject([{ rule: 'pre-moderation', action: 'hold', evidence: { by: 'author' } }]);
  });

  it('says the same of the same text, and never repeats a word of it', () => {
    const body = 'SECRETWORD';
    const facts = fc.record({
      articleMode: fc.constantFrom(null, ...ModerationMode.options),
      premoderated: fc.boolean(),
      trusted: fc.boolean(),
    });
    const policy = fc
      .record({ mode: fc.constantFrom(...ModerationMode.options), holdLinks: fc.nat(5) })
      .map((rules) => Policy.parse(rules));
    fc.assert(
      fc.property(fc.nat(9), facts, policy, (links, known, rules) => {
        const findings = screen({ body, length: 10, links }, known, rules);
        expect(screen({ body, length: 10, links }, known, rules)).toEqual(findings);
        expect(findings.map((finding) => Finding.parse(finding))).toEqual(findings);
        expect(JSON.stringify(findings)).not.toContain(body);
      }),
    );
  });
});
