import { findingOf } from '../specification/screening.ts';
import { newAuthor } from './new-author.ts';
import { recentHistory } from './recent-history.ts';
import { repeatedText } from './repeated-text.ts';

const ofNew = (published: number) => findingOf(newAuthor, 'Hello.', { holdNewAuthors: 2 }, { facts: { published } });
const ofPast = (published: number, rejected: number, holdRecentRejections = 30) =>
  findingOf(recentHistory, 'Hello.', { holdRecentRejections }, { facts: { recent: { published, rejected } } });
const ofRepeated = (repeatedTextMinutes: number, repeated: boolean) =>
  findingOf(repeatedText, 'Hello.', { repeatedTextMinutes }, { facts: { repeated } });

describe('a new author', () => {
  it("is held until the policy's number of their comments is published", () => {
    expect(ofNew(0)).toMatchObject({ rule: 'new-author', action: 'hold', evidence: { published: 0, needed: 2 } });
    expect(ofNew(1)).toBeDefined();
    expect(ofNew(2)).toBeUndefined();
  });

  it('is treated like any other by default', () => {
    expect(findingOf(newAuthor, 'Hello.', {})).toBeUndefined();
  });
});

describe('the recent history of an author', () => {
  it("holds comments from the policy's share of rejections on", () => {
    expect(ofPast(7, 3)).toEqual({
      rule: 'recent-history',
      ruleVersion: 1,
      action: 'hold',
      evidence: { published: 7, rejected: 3, days: 7, from: 30 },
    });
    expect(ofPast(8, 3)).toBeUndefined();
    expect(ofPast(0, 3, 100)).toBeDefined();
  });

  it('has no effect with fewer than three decisions', () => {
    expect(ofPast(0, 2)).toBeUndefined();
    expect(ofPast(0, 0)).toBeUndefined();
  });

  it('has no effect by default', () => {
    expect(ofPast(0, 99, 0)).toBeUndefined();
  });
});

describe('a repeated text', () => {
  it('is held if the policy has texts remembered', () => {
    expect(ofRepeated(6, true)).toMatchObject({ rule: 'repeated-text', action: 'hold', evidence: { minutes: 6 } });
    expect(ofRepeated(6, false)).toBeUndefined();
    expect(ofRepeated(0, true)).toBeUndefined();
  });
});
