import type { ArticleAnswer } from '#contracts/answers';
import type { Scene } from './scene.ts';
import { Unsent } from './unsent.tsx';

interface Props {
  readonly scene: Scene;
  readonly article: ArticleAnswer;
}

/** Instead of the form. A text that was begun before stays there to be copied. */
export const Closed = ({ scene: { words, timeZone, unsent }, article: { closesAt } }: Props) => (
  <>
    <p class="note" part="closed">
      {closesAt && Date.parse(closesAt) < Date.now()
        ? words.text('closedOn', { date: words.date(closesAt, timeZone) })
        : words.text('closed')}
    </p>
    {unsent && <Unsent words={words} text={unsent} />}
  </>
);
