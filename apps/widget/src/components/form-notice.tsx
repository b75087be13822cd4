import type { FormState, Notice, Problem } from '../conversation/state';
import type { Words } from '../languages/words';
import type { Scene } from './scene';

/** What became of the form. The element is there before its words, so that screen readers say them. */
export const FormNotice = ({ scene, state: { notice } }: { scene: Scene; state: FormState }) => (
  <p class={notice ? `notice ${'problem' in notice ? 'bad' : 'good'}` : 'notice'} part="notice" role="status">
    {notice && noticeText(notice, scene)}
  </p>
);

const noticeText = (notice: Notice, scene: Scene): string =>
  'problem' in notice ? problemText(notice.problem, scene) : scene.words.text(notice.outcome);

/** A problem in the reader's language; its detail is the site's own words and stands as it is. */
export function problemText(problem: Problem, { words, timeZone }: Scene): string {
  const { detail } = problem;
  const because = (text: string): string => (detail ? `${text} ${words.text('reason', { reason: detail })}` : text);
  switch (problem.code) {
    case 'offline':
    case 'unavailable':
    case 'outcome-unknown':
      return words.text('offline');
    case 'nudge':
      return because(words.text('nudge'));
    case 'too-many-requests':
      return words.count('tooFast', problem.retryAfterSeconds ?? 1);
    case 'author-suspended':
      return because(words.text('suspended', { date: problem.until ? words.date(problem.until, timeZone) : '…' }));
    case 'author-banned':
    case 'author-erased':
      return because(words.text('banned'));
    case 'guests-not-allowed':
    case 'unauthenticated':
      return words.text('signInToWrite');
    case 'article-closed':
      return words.text('closed');
    case 'parent-not-found':
    case 'parent-not-visible':
    case 'comment-gone':
      return words.text('parentGone');
    case 'edit-window-over':
    case 'not-editable':
      return words.text('editOver');
    case 'invalid-fields':
      return fieldText(problem, words);
    default:
      return because(words.text('failed'));
  }
}

function fieldText({ fields = [] }: Problem, words: Words): string {
  if (fields.includes('name')) return words.text('badName');
  if (fields.includes('email')) return words.text('badEmail');
  return words.text(fields.includes('body') ? 'emptyBody' : 'failed');
}
