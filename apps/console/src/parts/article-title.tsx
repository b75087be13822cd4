import type { NamedArticle } from '#contracts/moderation-answers';
import { useTexts } from '../desk/use-texts.ts';
import { articleTitleTexts } from './article-title-texts.ts';

/** An article's title, with a mark if the publisher has not confirmed it. */
export const ArticleTitle = ({ article }: { article: NamedArticle }) => (
  <>
    <bdi>{article.title ?? article.articleId}</bdi> <Unconfirmed article={article} />
  </>
);

/** Titles and addresses that came with a comment are words of its reader's page. */
export const Unconfirmed = ({ article }: { article: Pick<NamedArticle, 'unconfirmed'> }) => {
  const { texts } = useTexts(articleTitleTexts);
  if (!article.unconfirmed) return null;
  return (
    <span class="tag" title={texts.unconfirmedWhy}>
      {texts.unconfirmed}
    </span>
  );
};
