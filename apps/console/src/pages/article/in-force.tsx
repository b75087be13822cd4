import type { ListedArticle } from '#contracts/search-answers';
import { useTexts } from '../../desk/use-texts.ts';
import { now } from '../../parts/clock.ts';
import { Dated } from '../../parts/dated.tsx';
import { stateOf } from '../articles/closing.ts';
import { articlesTexts } from '../articles/texts.ts';
import { pagesTexts } from '../found/texts.ts';

/** The article's comment settings that apply now, and where they come from. */
export const InForce = ({ article }: { article: ListedArticle }) => {
  const { texts, words } = useTexts(articlesTexts);
  const { modes } = useTexts(pagesTexts).texts;
  const { inForce } = texts;
  const { isOpen, since, until } = stateOf(article, now.value);
  const date = since ?? until;
  const review = words.fill(article.mode === null ? inForce.sitesMode : inForce.ownMode, {
    mode: modes[article.modeInForce],
  });
  return (
    <div class="in-force">
      <p>
        {date === null ? (
          isOpen ? (
            inForce.open
          ) : (
            inForce.byHand
          )
        ) : (
          <Dated time={date}>
            {words.fill((isOpen ? inForce.openUntil : inForce.overSince)[article.closesBy === 'age' ? 'age' : 'date'], {
              date: words.date(date),
            })}
          </Dated>
        )}
      </p>
      <p class="muted small">{review}</p>
    </div>
  );
};
