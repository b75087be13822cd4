import type { AuthorAnswer } from '#contracts/person-answers';
import { keysOf } from '#contracts/keys-of';
import { type Figures, figuresOf } from '../../card/figures.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { authorTexts } from './texts.ts';

const tones: Readonly<Partial<Record<keyof Figures, string>>> = {
  rejected: 'bad',
  published: 'good',
  approved: 'good',
};

/** The number of an author's comments by status. */
export const AuthorCounts = ({ author: { counts, erased } }: { author: AuthorAnswer }) => {
  const { texts, words } = useTexts(authorTexts);
  const names = keysOf(texts.counts);
  const figures = figuresOf(counts);
  const shown = names.filter((name) => figures[name] > 0 || name === 'published' || name === 'rejected');
  return (
    <section class="box">
      <h2>{texts.record}</h2>
      <dl class="author-counts">
        {shown.map((name) => (
          <div key={name}>
            <dt>{erased && name === 'withdrawn' ? texts.erasedComments : texts.counts[name]}</dt>
            <dd class={figures[name] > 0 ? tones[name] : ''}>{words.number(figures[name])}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
};
