import { requestTo } from '#client/request';
import { useState } from 'preact/hooks';
import type { ListedArticle } from '#contracts/search-answers';
import type { ModerationMode } from '#contracts/vocabulary';
import { keysOf } from '#contracts/keys-of';
import { useDesk } from '../../desk/desk-context.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { fromLocalInput, toLocalInput } from '../../parts/local-time.ts';
import { ProblemLine } from '../../parts/problem-line.tsx';
import { useChange } from '../../parts/use-change.ts';
import { partsTexts } from '../../parts/texts.ts';
import { articlesTexts } from '../articles/texts.ts';
import { Choice } from '../found/choice.tsx';
import { pagesTexts } from '../found/texts.ts';

const modes = keysOf<Record<ModerationMode, number>>({ auto: 0, pre: 0, post: 0 });

/**
 * Open or closed, and when moderators look. Only what was changed is sent: the publisher's own changes meanwhile stay.
 */
export const ArticleForm = ({ article }: { article: ListedArticle }) => {
  const { toasts, site } = useDesk();
  const { texts } = useTexts(articlesTexts);
  const { texts: common } = useTexts(pagesTexts);
  const { texts: parts } = useTexts(partsTexts);
  const { open, setOpen, mode, setMode, closesAt, setClosesAt, changes } = useSettings(article);
  const change = useChange();
  const isChanged = Object.keys(changes).length > 0;
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!isChanged || change.sending) return;
    const params = { site: site.peek(), article: article.articleId };
    const answer = await change.send(requestTo('PUT /v1/sites/:site/articles/:article', { params, body: changes }));
    if (answer.ok) toasts.show({ text: common.saved, tone: 'good' });
  };
  return (
    <form class="box" onSubmit={(event) => void save(event)}>
      <h2>{texts.settings}</h2>
      <OpenField open={open} change={setOpen} />
      <Choice
        label={texts.mode}
        value={mode ?? ''}
        none={texts.bySite}
        options={modes.map((value) => ({ value, label: common.modes[value] }))}
        choose={(value) => setMode(value === '' ? null : value)}
      />
      <ClosesAtField closesAt={closesAt} change={setClosesAt} />
      <div class="form-foot">
        <button type="submit" class="primary" aria-disabled={!isChanged || change.sending}>
          {change.sending ? common.saving : parts.save}
        </button>
        {!isChanged && <span class="muted small">{texts.unchanged}</span>}
        <ProblemLine problem={change.problem} />
      </div>
    </form>
  );
};

const OpenField = ({ open, change }: { open: boolean; change: (open: boolean) => void }) => {
  const { texts } = useTexts(articlesTexts);
  return (
    <label class="check">
      <input type="checkbox" checked={open} onChange={({ currentTarget }) => change(currentTarget.checked)} />
      <span>
        {texts.isOpen}
        <small class="muted">{texts.isOpenHint}</small>
      </span>
    </label>
  );
};

const ClosesAtField = ({ closesAt, change }: { closesAt: string; change: (closesAt: string) => void }) => {
  const { texts } = useTexts(articlesTexts);
  return (
    <label class="field">
      <span class="small">{texts.closesAt}</span>
      <input
        type="datetime-local"
        value={closesAt}
        onInput={({ currentTarget }) => change(currentTarget.value)}
        aria-describedby="closes-at-hint"
      />
      <small class="muted" id="closes-at-hint">
        {texts.closesAtHint}
      </small>
    </label>
  );
};

function useSettings(article: ListedArticle) {
  const [open, setOpen] = useState(article.open);
  const [mode, setMode] = useState(article.mode);
  const [closesAt, setClosesAt] = useState(toLocalInput(article.closesAt));
  const changes = {
    ...(open !== article.open && { open }),
    ...(mode !== article.mode && { mode }),
    ...(closesAt !== toLocalInput(article.closesAt) && { closesAt: fromLocalInput(closesAt) }),
  };
  return { open, setOpen, mode, setMode, closesAt, setClosesAt, changes };
}
