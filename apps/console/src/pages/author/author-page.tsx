import { useState } from 'preact/hooks';
import type { CommentSearchAnswer } from '#contracts/search-answers';
import { Link } from '../../address/link';
import { RestrictDialog } from '../../deciding/restrict-dialog';
import { useDesk } from '../../desk-context';
import { useTexts } from '../../languages/use-texts';
import { CommandButton } from '../../parts/command-button';
import { Loading } from '../../parts/loading';
import { ProblemMessage } from '../../parts/problem-message';
import { useAnswer } from '../../parts/use-answer';
import { usePages } from '../../parts/use-pages';
import { useTitle } from '../../parts/use-title';
import { MoreButton } from '../found/more-button';
import type { PageProps } from '../page-props';
import { Found } from '../search/found-comment';
import { pagesTexts } from '../texts';
import { AuthorCounts } from './author-counts';
import type { AuthorRecorded } from './author-recorded';
import { EraseDialog } from './erase-dialog';
import { Restrictions } from './restrictions';
import { authorTexts } from './texts';
import '../pages.css';
import './author.css';

/** One author: their record, what they wrote, what stands against them, and the end of it all. */
export const AuthorPage = ({ route: { site, id } }: PageProps<'author'>) => {
  const { siteApi, api } = useDesk();
  const { texts } = useTexts(authorTexts);
  const after = api.position.value;
  const author = useAnswer(
    () => siteApi.peek().get<AuthorRecorded>(`/authors/${id}`, { after }),
    `${id} ${after ?? ''}`,
  );
  useTitle(author.value?.name ?? (author.value?.erased ? texts.erasedTitle : texts.untitled));
  if (!author.value)
    return author.problem ? <ProblemMessage problem={author.problem} retry={author.again} /> : <Loading />;
  return (
    <div class="page">
      <Head author={author.value} />
      <div class="columns">
        <Timeline site={site} id={id} />
        <div class="column">
          <AuthorCounts author={author.value} />
          <Restrictions author={author.value} />
        </div>
      </div>
    </div>
  );
};

const Head = ({ author }: { author: AuthorRecorded }) => {
  const { session } = useDesk();
  const { texts, words } = useTexts(authorTexts);
  const { texts: common } = useTexts(pagesTexts);
  const [open, setOpen] = useState<'restrict' | 'erase' | null>(null);
  const state = session.state.value;
  const isAdmin = 'session' in state && state.session.roles.includes('admin');
  const close = (): void => setOpen(null);
  return (
    <header class="page-head">
      <div class="author-head">
        <img src={`/v1/avatars/${author.id}.svg`} alt="" width={44} height={44} />
        <div>
          <h1 dir="auto">{author.name ?? (author.erased ? texts.erasedTitle : common.noName)}</h1>
          {author.firstSeen && (
            <p class="muted small">{words.fill(texts.since, { date: words.day(author.firstSeen) })}</p>
          )}
        </div>
      </div>
      {!author.erased && (
        <div class="page-actions">
          <CommandButton command="restrict" run={() => setOpen('restrict')} />
          {isAdmin && (
            <button type="button" class="bad" onClick={() => setOpen('erase')}>
              {texts.erase}
            </button>
          )}
        </div>
      )}
      {open === 'restrict' && <RestrictDialog author={author} close={close} />}
      {open === 'erase' && <EraseDialog author={author} close={close} />}
    </header>
  );
};

const Timeline = ({ site, id }: { site: string; id: string }) => {
  const { siteApi, api } = useDesk();
  const after = api.position.value;
  const { texts } = useTexts(authorTexts);
  const pages = usePages(
    (cursor) => siteApi.peek().get<CommentSearchAnswer>('/moderation/search', { author: id, cursor, after }),
    `${id} ${after ?? ''}`,
  );
  return (
    <section class="box" aria-busy={pages.asking}>
      <div class="panel-head">
        <h2>{texts.timeline}</h2>
        <Link to={{ page: 'search', site, query: { author: id } }} class="small">
          {texts.search}
        </Link>
      </div>
      {pages.items === null &&
        (pages.problem ? <ProblemMessage problem={pages.problem} retry={pages.again} /> : <Loading />)}
      {pages.items?.length === 0 && <p class="muted nothing">{texts.nothing}</p>}
      <ul class="lines">
        {pages.items?.map((found) => (
          <Found key={found.comment.id} site={site} found={found} withAuthor={false} />
        ))}
      </ul>
      <MoreButton pages={pages} />
    </section>
  );
};
