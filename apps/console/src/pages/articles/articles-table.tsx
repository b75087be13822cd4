import type { ListedArticle } from '#contracts/search-answers';
import { useTexts } from '../../desk/use-texts.ts';
import { ArticleLine } from './article-row.tsx';
import { articlesTexts } from './texts.ts';

/** One article a row. */
export const ArticlesTable = ({ site, articles }: { site: string; articles: readonly ListedArticle[] }) => {
  const { columns } = useTexts(articlesTexts).texts;
  return (
    <table class="table articles">
      <thead>
        <tr>
          <th scope="col">{columns.article}</th>
          <th scope="col">{columns.state}</th>
          <th scope="col" class="number">
            {columns.comments}
          </th>
          <th scope="col" class="number">
            {columns.waiting}
          </th>
          <th scope="col">{columns.last}</th>
        </tr>
      </thead>
      <tbody>
        {articles.map((article) => (
          <ArticleLine key={article.articleId} site={site} article={article} />
        ))}
      </tbody>
    </table>
  );
};
