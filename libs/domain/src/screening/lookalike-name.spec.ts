import type { NameRule } from '#contracts/vocabulary';
import { findingOf } from '../specification/screening.ts';
import { lookalikeName } from './lookalike-name.ts';
import type { Lookalike } from './phase.ts';

const authorId = '01890000-0000-7000-8000-00000000000a';
const rules = (lookalikeNames: NameRule, staffNames: NameRule = 'off') => ({ lookalikeNames, staffNames });
const found = (lookalike: Lookalike | null, policy: object, namesThemselves = true) =>
  findingOf(lookalikeName, 'Hello.', policy, { facts: { lookalike, namesThemselves } });

describe('a name that looks like another one', () => {
  it('has no finding if there is no other', () => {
    expect(found(null, rules('refuse', 'refuse'))).toBeUndefined();
  });

  it.each([
    ['off', undefined],
    ['mark', 'note'],
    ['hold', 'hold'],
    ['refuse', 'reject'],
  ] as const)('of another author under the rule %s has its action', (rule, action) => {
    expect(found({ of: 'author', authorId, isPublic: true }, rules(rule))?.action).toBe(action);
  });

  it('of staff, or reserved, follows the rule for staff names', () => {
    for (const whose of ['staff', 'reserved'] as const) {
      expect(found({ of: whose, authorId: null, isPublic: true }, rules('off', 'refuse'))?.action).toBe('reject');
      expect(found({ of: whose, authorId: null, isPublic: true }, rules('refuse', 'mark'))?.action).toBe('note');
    }
  });

  it("holds a member's comment instead of refusing it, because members cannot choose another name", () => {
    expect(found({ of: 'staff', authorId, isPublic: true }, rules('off', 'refuse'), false)?.action).toBe('hold');
  });

  it('holds the comment if the other is a moderator unknown to readers, to reveal no names', () => {
    expect(found({ of: 'staff', authorId, isPublic: false }, rules('off', 'refuse'))?.action).toBe('hold');
  });

  it('identifies the other person only by id', () => {
    expect(found({ of: 'author', authorId, isPublic: true }, rules('mark'))).toEqual({
      rule: 'lookalike-name',
      ruleVersion: 1,
      action: 'note',
      evidence: { of: 'author', authorId },
    });
    expect(found({ of: 'reserved', authorId: null, isPublic: true }, rules('mark', 'hold'))?.evidence).toEqual({
      of: 'reserved',
    });
  });
});
