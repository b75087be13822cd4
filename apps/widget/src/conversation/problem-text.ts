import type { TextKey } from '../languages/catalogue.ts';
import type { ThreadWords } from '../languages/thread-words.ts';
import { restrictionText } from '../state/restriction-text.ts';
import type { FormProblem } from '../state/thread-state.ts';

/** Problems that one text says all about. */
const texts: Partial<Record<FormProblem['code'], TextKey>> = {
  offline: 'offline',
  nudge: 'nudge',
  'banned-words': 'bannedWords',
  'lookalike-name': 'takenName',
  'author-erased': 'banned',
  'guests-not-allowed': 'signInToWrite',
  unauthenticated: 'signInToWrite',
  'article-closed': 'closed',
  'parent-not-found': 'parentGone',
  'parent-not-visible': 'parentGone',
  'comment-gone': 'parentGone',
  'edit-window-over': 'editOver',
  'not-editable': 'editOver',
};
const fieldTexts: Readonly<Record<string, TextKey>> = { name: 'badName', email: 'badEmail', body: 'emptyBody' };
/** These were a rule's decision: the detail says why, in the site's own words. */
const explained: readonly FormProblem['code'][] = ['banned-words', 'text-too-short', 'text-too-long'];

/** A problem in the reader's language. */
export function problemText(problem: FormProblem, words: ThreadWords, timeZone?: string): string {
  const { code, detail, until, retryAfterSeconds = 1, fields = [], rules = [] } = problem;
  if (code === 'too-many-requests') return words.counted('tooFast', retryAfterSeconds);
  if (code === 'author-suspended' || code === 'author-banned') {
    return restrictionText({ isBan: code === 'author-banned', until, reason: detail }, words, timeZone);
  }
  const because =
    detail && explained.includes(code)
      ? [words.text('reason', { reason: detail })]
      : code === 'nudge'
        ? rules.map(({ rule }) => words.rule(rule))
        : [];
  return [words.text(texts[code] ?? fieldTexts[fields[0] ?? ''] ?? 'failed'), ...because].join(' ');
}
