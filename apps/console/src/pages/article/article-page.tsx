import { withCookie } from '../../service/api.ts';
import type { ListedArticle } from '#contracts/search-answers';
import { Link } from '../../parts/link.tsx';
import { useDesk } from '../../desk/desk-context.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { Unconfirmed } from '../../parts/article-title.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemMessage } from '../../parts/problem-message.tsx';
import { useAnswer } from '../../parts/use-answer.ts';
import { useTitle } from '../../parts/use-title.ts';
import type { Answer } from '#client/client';
import { ArticleTag } from '../articles/article-row.tsx';
import { articlesTexts } from '../articles/texts.ts';
import type { SiteApi } from '../../service/site-api.ts';
import type { PageProps } from '../../address/page-props.ts';
import { ArticleForm } from './article-settings.tsx';
import { WaitingHere } from './waiting-here.tsx';
import '../../look/pages.css';

/** One article: who may comment on it, when moderators look, and what of it waits. */
export const ArticlePage = ({ route: { site, id } }: PageProps<'article'>) => {
  const { siteApi, api } = useDesk();
  const after = api.position.value;
  const { texts, words } = useTexts(articlesTexts);
  const article = useAnswer(() => theOne(siteApi.peek(), id, after), `${id} ${after ?? ''}`);
  useTitle(article.value?.title ?? id);
  if (!article.value)
    return article.problem ? <ProblemMessage problem={article.problem} retry={article.again} /> : <Loading />;
  const { title, url, commentCount } = article.value;
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <p class="small">
            <Link to={{ page: 'articles', site }}>{texts.list}</Link>
          </p>
          <h1 dir="auto">{title ?? id}</h1>
          <p class="facts muted small">
            <ArticleTag article={article.value} />
            <Unconfirmed article={article.value} />
            <Link to={{ page: 'search', site, query: { article: id } }}>{words.count(texts.counts, commentCount)}</Link>
            <a href={url ?? plainPage(site, id)} target="_blank" rel="noreferrer">
              {texts.toPage} <span aria-hidden="true">↗</span>
            </a>
          </p>
        </div>
      </header>
      <div class="columns">
        <WaitingHere site={site} articleId={id} />
        <ArticleForm key={id} article={article.value} again={article.again} />
      </div>
    </div>
  );
};

/** Without a known address, the link leads to the service's own page of the thread. */
const plainPage = (site: string, id: string): string =>
  withCookie.addressOf('GET /v1/sites/:site/articles/:article/embed', { params: { site, article: id } });

/** An unknown article has the settings of a new one. */
async function theOne(api: SiteApi, articleId: string, after: string | undefined): Promise<Answer<ListedArticle>> {
  const answer = await api.articles({ article: articleId, after });
  if (!answer.ok) return answer;
  const found = answer.value.articles.find((one) => one.articleId === articleId);
  if (found) return { ...answer, value: found };
  const policy = await api.policy();
  return policy.ok ? { ...answer, value: { ...blank, articleId, modeInForce: policy.value.policy.mode } } : policy;
}

const blank: Omit<ListedArticle, 'articleId' | 'modeInForce'> = {
  title: null,
  url: null,
  unconfirmed: false,
  open: true,
  mode: null,
  closesAt: null,
  closesBy: null,
  closedByHand: false,
  commentCount: 0,
  waiting: 0,
  lastCommentAt: null,
};
