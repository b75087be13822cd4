import type { FormState, Notice, FormProblem } from '../state/thread-state.ts';
import type { TextKey } from '../languages/catalogue.ts';
import type { Scene } from './scene.ts';

/** What became of the form. The element is there before its words, so that screen readers say them. */
export const FormNotice = ({ scene, state: { notice } }: { scene: Scene; state: FormState }) => (
  <p class={notice?.problem ? 'notice bad' : 'notice'} part="notice" role="status">
    {notice && noticeText(notice, scene)}
  </p>
);

const noticeText = (notice: Notice, scene: Scene): string =>
  notice.problem ? problemText(notice.problem, scene) : scene.words.text(notice.outcome);

/** Problems that one text says all about. */
const texts: Partial<Record<FormProblem['code'], TextKey>> = {
  offline: 'offline',
  nudge: 'nudge',
  'banned-words': 'bannedWords',
  'lookalike-name': 'takenName',
  'author-banned': 'banned',
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
/** These were somebody's decision, or a rule's: the detail says why, in the site's own words. */
const explained: readonly FormProblem['code'][] = [
  'author-banned',
  'author-suspended',
  'banned-words',
  'text-too-short',
  'text-too-long',
];

/** A problem in the reader's language. */
export function problemText(problem: FormProblem, { words, timeZone }: Scene): string {
  const { code, detail, until, retryAfterSeconds = 1, fields = [], rules = [] } = problem;
  if (code === 'too-many-requests') return words.counted('tooFast', retryAfterSeconds);
  const text =
    code === 'author-suspended'
      ? words.text('suspended', { date: until ? words.date(until, timeZone) : '…' })
      : words.text(texts[code] ?? fieldTexts[fields[0] ?? ''] ?? 'failed');
  const because =
    detail && explained.includes(code)
      ? [words.text('reason', { reason: detail })]
      : code === 'nudge'
        ? rules.map(({ rule }) => words.rule(rule))
        : [];
  return [text, ...because].join(' ');
}
