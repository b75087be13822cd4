import type { CommentAnswer } from '#contracts/answers';
import { diffWordsWithSpace } from 'diff';
import { useEffect, useState } from 'preact/hooks';
import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../desk/use-texts.ts';
import { Ago } from '../parts/ago.tsx';
import { Loading } from '../parts/loading.tsx';
import { ProblemMessage } from '../parts/problem-message.tsx';
import type { History } from '../service/site-api.ts';
import type { Answer } from '#client/client';
import { type Revision, revisionsOf } from './revisions.ts';
import { cardTexts } from './texts.ts';

/** Each change of a comment's text: before and after, side by side. */
export const Edits = ({ comment }: { comment: CommentAnswer }) => {
  const { siteApi } = useDesk();
  const [answer, setAnswer] = useState<Answer<History> | null>(null);
  const load = (): void => void siteApi.peek().history(comment.id).then(setAnswer);
  useEffect(load, [comment.id]);
  if (answer === null) return <Loading />;
  if (!answer.ok) return <ProblemMessage within problem={answer.problem} retry={load} />;
  const revisions = revisionsOf(answer.value);
  return (
    <div class="edits">
      {revisions.slice(1).map((after, at) => (
        <SideBySide key={after.at} before={revisions[at] ?? after} after={after} />
      ))}
    </div>
  );
};

const SideBySide = ({ before, after }: { before: Revision; after: Revision }) => {
  const { texts, words } = useTexts(cardTexts);
  const language = new Intl.Segmenter(words.locale, { granularity: 'word' });
  const parts = diffWordsWithSpace(before.body ?? '', after.body ?? '', { intlSegmenter: language });
  return (
    <div class="side-by-side">
      <section>
        <h2 class="muted">
          {texts.before} · <Ago time={before.at} />
        </h2>
        <p class="comment-text" dir="auto">
          {parts.filter(({ added }) => !added).map(({ value, removed }) => (removed ? <del>{value}</del> : value))}
        </p>
      </section>
      <section>
        <h2 class="muted">
          {texts.after} · <Ago time={after.at} />
        </h2>
        <p class="comment-text" dir="auto">
          {parts.filter(({ removed }) => !removed).map(({ value, added }) => (added ? <ins>{value}</ins> : value))}
        </p>
      </section>
    </div>
  );
};
