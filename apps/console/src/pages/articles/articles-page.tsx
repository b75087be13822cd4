import type { QueryOf } from '#contracts/routes';
import { useDesk } from '../../desk/desk-context.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { Loading } from '../../parts/loading.tsx';
import { Message } from '../../parts/message.tsx';
import { ProblemMessage } from '../../parts/problem-message.tsx';
import { asPage, usePages } from '../../parts/use-pages.ts';
import { useTitle } from '../../parts/use-title.ts';
import { MoreButton } from '../found/more-button.tsx';
import { filtersIn, useQuery } from '../found/use-query.ts';
import type { PageProps } from '../../address/page-props.ts';
import { ArticleFilters } from './article-filters.tsx';
import { ArticlesTable } from './articles-table.tsx';
import { articlesTexts } from './texts.ts';
import '../../look/pages.css';

type Asked = QueryOf<'GET /v1/sites/:site/moderation/articles'>;

/** Every article of the site, the last commented first. */
export const ArticlesPage = ({ route: { site } }: PageProps<'articles'>) => {
  const { siteApi } = useDesk();
  const { texts } = useTexts(articlesTexts);
  const [query, filter] = useQuery();
  const { q = '', open = '' } = query;
  useTitle(texts.title);
  const wanted = filtersIn<Asked>(query, ['q', 'open']);
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
      <ArticleFilters q={q} open={open} filter={filter} />
      <div class="scrolls" tabIndex={0} role="region" aria-label={texts.title} aria-busy={pages.asking}>
        <ArticlesTable site={site} articles={pages.items} />
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
