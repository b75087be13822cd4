import type { AuthorAnswer } from '#contracts/answers';
import { keysOf } from '#contracts/keys-of';
import { useTexts } from '../../desk/use-texts.ts';
import { authorTexts } from './texts.ts';

const tones: Readonly<Record<string, string>> = { rejected: 'bad', published: 'good', approved: 'good' };

/** How many of their comments stand where. */
export const AuthorCounts = ({ author: { counts, erased } }: { author: AuthorAnswer }) => {
  const { texts, words } = useTexts(authorTexts);
  const names = keysOf(texts.counts);
  const shown = names.filter((name) => (counts[name] ?? 0) > 0 || name === 'published' || name === 'rejected');
  return (
    <section class="box">
      <h2>{texts.record}</h2>
      <dl class="author-counts">
        {shown.map((name) => (
          <div key={name}>
            <dt>{erased && name === 'withdrawn' ? texts.erasedComments : texts.counts[name]}</dt>
            <dd class={(counts[name] ?? 0) > 0 ? tones[name] : ''}>{words.number(counts[name] ?? 0)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
};
