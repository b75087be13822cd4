import type { AuthorAnswer } from '#contracts/person-answers';
import { avatarOf } from '../../service/avatar.ts';
import { useState } from 'preact/hooks';
import { RestrictDialog } from '../../deciding/restrict-dialog.tsx';
import { useDesk } from '../../desk/desk-context.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { Dated } from '../../parts/dated.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemMessage } from '../../parts/problem-message.tsx';
import { useAnswer } from '../../parts/use-answer.ts';
import { useTitle } from '../../parts/use-title.ts';
import type { PageProps } from '../../address/page-props.ts';
import { pagesTexts } from '../found/texts.ts';
import { AuthorCounts } from './author-counts.tsx';
import { EraseDialog } from './erase-dialog.tsx';
import { Restrictions } from './restrictions.tsx';
import { authorTexts } from './texts.ts';
import { Timeline } from './timeline.tsx';
import '../../look/pages.css';
import './author.css';

/** One author: counts, comments, restrictions, and erasure. */
export const AuthorPage = ({ route: { site, id } }: PageProps<'author'>) => {
  const { siteApi, api } = useDesk();
  const { texts } = useTexts(authorTexts);
  const after = api.position.value;
  const author = useAnswer(() => siteApi.peek().author(id, after), `${id} ${after ?? ''}`);
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

const Head = ({ author }: { author: AuthorAnswer }) => {
  const { session, everyQueue } = useDesk();
  const { texts, words } = useTexts(authorTexts);
  const { texts: common } = useTexts(pagesTexts);
  const [open, setOpen] = useState<'restrict' | 'erase' | null>(null);
  const state = session.state.value;
  const mayErase = 'session' in state && state.session.roles.includes('admin') && everyQueue.value;
  const close = (): void => setOpen(null);
  return (
    <header class="page-head">
      <div class="author-head">
        <img src={avatarOf(author.id)} alt="" width={44} height={44} />
        <div>
          <h1 dir="auto">{author.name ?? (author.erased ? texts.erasedTitle : common.noName)}</h1>
          {author.firstSeen && (
            <p class="muted small">
              <Dated time={author.firstSeen}>{words.fill(texts.since, { date: words.day(author.firstSeen) })}</Dated>
            </p>
          )}
        </div>
      </div>
      {!author.erased && (
        <div class="page-actions">
          <CommandButton command="restrict" run={() => setOpen('restrict')} />
          {mayErase && (
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
