import { useDesk } from '../../desk/desk-context';
import { useTexts } from '../../desk/use-texts';
import { Loading } from '../../parts/loading';
import { Message } from '../../parts/message';
import { ProblemMessage } from '../../parts/problem-message';
import { asPage, usePages } from '../../parts/use-pages';
import { useTitle } from '../../parts/use-title';
import { Choice } from '../found/choice';
import { MoreButton } from '../found/more-button';
import { SearchField } from '../found/search-field';
import { useQuery } from '../found/use-query';
import type { PageProps } from '../../address/page-props';
import { pagesTexts } from '../found/texts';
import { ArticleRow } from './article-row';
import { articlesTexts } from './texts';
import '../../look/pages.css';

/** Every article of the site, the last commented first. */
export const ArticlesPage = ({ route: { site } }: PageProps<'articles'>) => {
  const { siteApi } = useDesk();
  const { texts } = useTexts(articlesTexts);
  const { texts: common } = useTexts(pagesTexts);
  const [{ q = '', open = '' }, filter] = useQuery();
  useTitle(texts.title);
  const wanted = Object.fromEntries([
    ['q', q],
    ['open', open],
  ]);
  const pages = usePages(
    async (cursor) =>
      asPage(await siteApi.peek().articles({ ...wanted, cursor, limit: 50 }), ({ articles }) => articles),
    `${q} ${open}`,
  );
  if (pages.items === null)
    return pages.problem ? <ProblemMessage problem={pages.problem} retry={pages.again} /> : <Loading />;
  const isNarrowed = q !== '' || open !== '';
  if (pages.items.length === 0 && !isNarrowed && !pages.asking)
    return <Message title={texts.none}>{texts.noneWhy}</Message>;
  return (
    <div class="page">
      <header class="page-head">
        <h1>{texts.title}</h1>
      </header>
      <div class="filters" role="search">
        <SearchField label={texts.search} hint={texts.searchHint} value={q} change={(value) => filter({ q: value })} />
        <Choice
          label={texts.state}
          value={open === 'true' || open === 'false' ? open : ''}
          none={common.all}
          options={[
            { value: 'true', label: texts.open },
            { value: 'false', label: texts.closed },
          ]}
          choose={(value) => filter({ open: value })}
        />
      </div>
      <div class="scrolls" aria-busy={pages.asking}>
        <table class="table articles">
          <thead>
            <tr>
              <th scope="col">{texts.columns.article}</th>
              <th scope="col">{texts.columns.state}</th>
              <th scope="col" class="number">
                {texts.columns.comments}
              </th>
              <th scope="col" class="number">
                {texts.columns.waiting}
              </th>
              <th scope="col">{texts.columns.last}</th>
            </tr>
          </thead>
          <tbody>
            {pages.items.map((article) => (
              <ArticleRow key={article.articleId} site={site} article={article} />
            ))}
          </tbody>
        </table>
      </div>
      {pages.items.length === 0 && (
        <p class="muted nothing" role="status">
          {texts.nothingFound}
        </p>
      )}
      <MoreButton pages={pages} />
    </div>
  );
};
