import type { ListedArticle } from '#contracts/search-answers';
import { Link } from '../../parts/link.tsx';
import { useTexts } from '../../desk/use-texts.ts';
import { Ago } from '../../parts/ago.tsx';
import { now } from '../../parts/clock.ts';
import { Dated } from '../../parts/dated.tsx';
import { type Closing, stateOf } from './closing.ts';
import { ArticleTitle } from '../../parts/article-title.tsx';
import { articlesTexts } from './texts.ts';

/** One article in a line. */
export const ArticleLine = ({ site, article }: { site: string; article: ListedArticle }) => {
  const { words } = useTexts(articlesTexts);
  const { articleId, url, commentCount, waiting, lastCommentAt } = article;
  return (
    <tr>
      <th scope="row">
        <Link to={{ page: 'article', site, id: articleId }}>
          <ArticleTitle article={article} />
        </Link>
        {url !== null && <bdi class="muted small address">{shortened(url)}</bdi>}
      </th>
      <td>
        <ArticleTag article={article} />
      </td>
      <td class="number">{words.number(commentCount)}</td>
      <td class="number">{waiting > 0 ? <span class="tag warn">{words.number(waiting)}</span> : words.number(0)}</td>
      <td class="muted">{lastCommentAt === null ? '–' : <Ago time={lastCommentAt} />}</td>
    </tr>
  );
};

/** Open or closed, with the closing date. */
export const ArticleTag = ({ article }: { article: Closing }) => {
  const { texts, words } = useTexts(articlesTexts);
  const { isOpen, since, until } = stateOf(article, now.value);
  const date = until ?? since;
  return (
    <>
      <span class={`tag ${isOpen ? 'good' : ''}`}>{isOpen ? texts.open : texts.closed}</span>
      {date !== null && (
        <span class="muted small">
          <Dated time={date}>
            {words.fill(until === null ? texts.closedSince : texts.closes, { date: words.day(date) })}
          </Dated>
        </span>
      )}
    </>
  );
};

/** The address without what every address has. */
const shortened = (url: string): string => url.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '');
