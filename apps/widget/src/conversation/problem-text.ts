import type { ViewerAnswer } from '#contracts/answers';
import type { TextKey } from '../languages/catalogue.ts';
import type { ThreadWords } from '../languages/thread-words.ts';
import type { FormProblem } from '../state/thread-state.ts';

/** Problems with a fixed text. */
const texts: Partial<Record<FormProblem['code'], TextKey>> = {
  offline: 'offline',
  nudge: 'nudge',
  'banned-words': 'bannedWords',
  'lookalike-name': 'takenName',
  'banned-name': 'listedName',
  'author-erased': 'banned',
  'guests-not-allowed': 'signInToWrite',
  unauthenticated: 'signedOut',
  'text-too-long': 'longBody',
  'payload-too-large': 'longBody',
  'article-closed': 'closed',
  'parent-not-found': 'parentGone',
  'parent-not-visible': 'parentGone',
  'comment-gone': 'parentGone',
  'edit-window-over': 'editOver',
  'not-editable': 'editOver',
};
const fieldTexts: Readonly<Record<string, TextKey>> = { name: 'badName', email: 'badEmail', body: 'emptyBody' };
/** Refusals by a rule: their detail has the reason in the site's own words. */
const explained: readonly FormProblem['code'][] = ['banned-words', 'text-too-short'];

/** A problem in the reader's language. */
export function problemText(problem: FormProblem, words: ThreadWords, timeZone?: string): string {
  const { code, detail, until, retryAfterSeconds = 1, fields = [], rules = [] } = problem;
  if (code === 'too-many-requests') return words.counted('tooFast', retryAfterSeconds);
  if (code === 'author-suspended' || code === 'author-banned') {
    const kind = code === 'author-banned' ? 'banned' : 'suspended';
    return restrictionText({ kind, until: until ?? null, reason: detail ?? null }, words, timeZone);
  }
  const because =
    detail && explained.includes(code)
      ? [words.text('reason', { reason: detail })]
      : code === 'nudge'
        ? rules.map(({ rule }) => words.rule(rule))
        : [];
  return [words.text(texts[code] ?? fieldTexts[fields[0] ?? ''] ?? 'failed'), ...because].join(' ');
}

type Restriction = NonNullable<ViewerAnswer['restriction']>;

/** The restriction of the reader, with the moderator's reason. */
export const restrictionText = ({ kind, until, reason }: Restriction, words: ThreadWords, timeZone?: string): string =>
  [
    kind === 'banned'
      ? words.text('banned')
      : words.text('suspended', { date: until ? words.date(until, timeZone) : '…' }),
    ...(reason ? [words.text('reason', { reason })] : []),
  ].join(' ');
