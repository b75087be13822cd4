import { AuthorBox } from '../../card/author-record.tsx';
import { Byline } from '../../card/byline.tsx';
import { CommentText } from '../../card/comment-text.tsx';
import { Conversation } from '../../card/conversation.tsx';
import { Edits } from '../../card/edits.tsx';
import { cardTexts } from '../../card/texts.ts';
import { Reports } from '../../card/reports.tsx';
import { StatusTags } from '../../card/status-tags.tsx';
import { Link } from '../../parts/link.tsx';
import { useDesk } from '../../desk/desk-context.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { isolateIn } from '../../languages/isolate.ts';
import { Loading } from '../../parts/loading.tsx';
import { ProblemMessage } from '../../parts/problem-message.tsx';
import { type Asked, useAnswer } from '../../parts/use-answer.ts';
import { useTitle } from '../../parts/use-title.ts';
import type { Answer } from '#client/client';
import type { SiteApi } from '../../service/site-api.ts';
import { WhyHere } from '../found/why-here.tsx';
import type { PageProps } from '../../address/page-props.ts';
import { CommentActions } from './comment-actions.tsx';
import type { Everything } from './everything.ts';
import { HistoryList } from './history-list.tsx';
import { commentTexts } from './texts.ts';
import '../../look/pages.css';
import './comment.css';

/** One comment and everything that happened to it. */
export const CommentPage = ({ route: { id } }: PageProps<'comment'>) => {
  const { siteApi, api } = useDesk();
  const { texts, words } = useTexts(commentTexts);
  const after = api.position.value;
  const asked = useAnswer(() => readAll(siteApi.peek(), id, after), `${id} ${after ?? ''}`);
  const name = asked.value?.item.comment.author?.name;
  useTitle(name ? words.fill(texts.title, { name }) : texts.untitled);
  if (!asked.value) return asked.problem ? <ProblemMessage problem={asked.problem} retry={asked.again} /> : <Loading />;
  return <Shown asked={asked} {...asked.value} />;
};

const Shown = ({ item, history, asked }: Everything & { asked: Asked<Everything> }) => {
  const { site } = useDesk();
  const { texts, words } = useTexts(commentTexts);
  const { comment, article, author } = item;
  const name = comment.author?.name;
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <p class="small">
            <Link to={{ page: 'article', site: site.value, id: article.articleId }}>
              <bdi>{article.title ?? article.articleId}</bdi>
            </Link>
          </p>
          <h1 class="named">{name ? words.fill(texts.title, { name: isolateIn(words, name) }) : texts.untitled}</h1>
        </div>
        <CommentActions item={item} history={history} />
      </header>
      <div class="columns">
        <div class="column">
          <ItemBox item={item} />
          <section class="box" aria-busy={asked.asking}>
            <h2>{texts.history}</h2>
            <HistoryList history={history} likes={comment.likes} />
          </section>
          {item.edits > 0 && (
            <section class="box">
              <h2>{texts.edits}</h2>
              <Edits comment={comment} />
            </section>
          )}
          <Conversation comment={comment} />
        </div>
        <aside class="box" aria-label={cardTexts[words.language].author}>
          {author && <AuthorBox author={author} />}
        </aside>
      </div>
    </div>
  );
};

const ItemBox = ({ item }: Pick<Everything, 'item'>) => {
  const { texts } = useTexts(commentTexts);
  const { comment } = item;
  return (
    <article class="box">
      <p class="line-meta">
        <StatusTags item={item} />
        <span class="muted">
          <WhyHere item={item} />
        </span>
      </p>
      <Byline comment={comment} />
      {comment.body === null ? (
        <p class="muted">{comment.status === 'erased' ? texts.erased : texts.withdrawn}</p>
      ) : (
        <CommentText body={comment.body} findings={item.findings} />
      )}
      <Reports flags={item.flags} />
    </article>
  );
};

async function readAll(api: SiteApi, id: string, after: string | undefined): Promise<Answer<Everything>> {
  const [item, history] = await Promise.all([api.item(id, after), api.history(id)]);
  if (!item.ok) return item;
  if (!history.ok) return history;
  return { ...item, value: { item: item.value, history: history.value } };
}
