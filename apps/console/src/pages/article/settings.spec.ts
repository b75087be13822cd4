import type { ListedArticle } from '#contracts/search-answers';
import { changesOf, isChangedIn, settingsOf } from './settings.ts';

const article: ListedArticle = {
  ...{ articleId: 'a', title: null, url: null, unconfirmed: false },
  ...{ open: true, mode: null, modeInForce: 'post', closedByHand: false },
  ...{ closesAt: '2026-11-01T06:30:45.123Z', closesBy: 'date' },
  ...{ commentCount: 0, waiting: 0, lastCommentAt: null },
};
const zone = 'America/New_York';
const base = settingsOf(article, zone);

describe("an article's settings at the desk", () => {
  it('have its closing time in the moderator’s time zone, also the second of two', () => {
    expect(base.closesAt).toEqual({ wall: '2026-11-01T01:30', later: true });
  });

  it('are sent as far as they were changed: a time that was not keeps its seconds', () => {
    expect(changesOf({ ...base, mode: 'pre' }, base, zone)).toEqual({ mode: 'pre' });
    const first = { ...base, closesAt: { wall: '2026-11-01T01:30', later: false } };
    expect(changesOf(first, base, zone)).toEqual({ closesAt: '2026-11-01T05:30:00.000Z' });
    expect(changesOf({ ...base, closesAt: { wall: '', later: false } }, base, zone)).toEqual({ closesAt: null });
  });

  it('have no date where the age closes it: that is the policy’s', () => {
    expect(settingsOf({ ...article, closesBy: 'age' }, zone).closesAt.wall).toBe('');
  });

  it('are looked at again where a colleague changed the same one, and not where they changed another', () => {
    const theirs = { ...article, closesAt: '2026-12-01T00:00:00.000Z' };
    expect(isChangedIn(theirs, article, { closesAt: null })).toBe(true);
    expect(isChangedIn(theirs, article, { mode: 'pre' })).toBe(false);
    expect(isChangedIn({ ...article, closedByHand: true }, article, { open: false })).toBe(true);
    expect(isChangedIn({ ...article, mode: 'pre' }, article, { mode: 'auto' })).toBe(true);
  });
});
