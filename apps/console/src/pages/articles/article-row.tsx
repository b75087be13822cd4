import type { ListedArticle } from '#contracts/search-answers';
import { Link } from '../../parts/link.tsx';
import { useTexts } from '../../desk/use-texts.ts';
import { Ago } from '../../parts/ago.tsx';
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

/** Whether readers can comment, and until when. */
export const ArticleTag = ({ article: { open, closesAt } }: { article: Pick<ListedArticle, 'open' | 'closesAt'> }) => {
  const { texts, words } = useTexts(articlesTexts);
  const closesLater = open && closesAt !== null && Date.parse(closesAt) > Date.now();
  return (
    <>
      <span class={`tag ${open ? 'good' : ''}`}>{open ? texts.open : texts.closed}</span>
      {closesLater && <span class="muted small">{words.fill(texts.closes, { date: words.day(closesAt) })}</span>}
    </>
  );
};

/** The address without what every address has. */
const shortened = (url: string): string => url.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '');
