import { useEffect } from 'preact/hooks';
import type { DeskRoute } from './address/route.ts';
import { useDesk } from './desk/desk-context.ts';
import { useTexts } from './desk/use-texts.ts';
import { Message } from './parts/message.tsx';
import { NoAccess } from './parts/no-access.tsx';
import { partsTexts } from './parts/texts.ts';
import { shellTexts } from './shell/texts.ts';
import { ArticlePage } from './pages/article/article-page.tsx';
import { ArticlesPage } from './pages/articles/articles-page.tsx';
import { AuthorPage } from './pages/author/author-page.tsx';
import { CommentPage } from './pages/comment/comment-page.tsx';
import { ListPage } from './pages/list/list-page.tsx';
import { MinePage } from './pages/mine/mine-page.tsx';
import { NumbersPage } from './pages/numbers/numbers-page.tsx';
import { PolicyPage } from './pages/policy/policy-page.tsx';
import { ReviewPage } from './pages/review/review-page.tsx';
import { SearchPage } from './pages/search/search-page.tsx';

/** The page of an address. Keyed by its parameters, so that another queue mounts a new page. */
export const PageOf = ({ route }: { route: DeskRoute }) => {
  const desk = useDesk();
  // Nothing is asked of the service.
  if (!desk.reaches(route)) return <NoAccess />;
  switch (route.page) {
    case 'start':
    case 'sign-in':
      return <ToQueues />;
    case 'review':
      return <ReviewPage key={`${route.site}/${route.queue}`} route={route} />;
    case 'list':
      return <ListPage key={`${route.site}/${route.queue}`} route={route} />;
    case 'mine':
      return <MinePage key={route.site} />;
    case 'search':
      return <SearchPage key={route.site} route={route} />;
    case 'articles':
      return <ArticlesPage key={route.site} route={route} />;
    case 'numbers':
      return <NumbersPage key={route.site} />;
    case 'policy':
      return <PolicyPage key={route.site} />;
    case 'article':
      return <ArticlePage key={route.id} route={route} />;
    case 'author':
      return <AuthorPage key={route.id} route={route} />;
    case 'comment':
      return <CommentPage key={route.id} route={route} />;
    case 'nowhere':
      return <Nowhere />;
  }
};

const ToQueues = () => {
  const { navigation, first } = useDesk();
  useEffect(() => navigation.replace(first.peek()), [navigation, first]);
  return null;
};

const Nowhere = () => {
  const { navigation } = useDesk();
  const { texts } = useTexts(shellTexts);
  const { toStart } = useTexts(partsTexts).texts;
  return (
    <Message title={texts.nowhere} action={{ label: toStart, run: () => navigation.go({ page: 'start' }) }}>
      {texts.nowhereWhy}
    </Message>
  );
};
