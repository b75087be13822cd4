import { requestTo } from '#client/request';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ListedArticle } from '#contracts/search-answers';
import type { ModerationMode } from '#contracts/vocabulary';
import { keysOf } from '#contracts/keys-of';
import { useDesk } from '../../desk/desk-context.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { isSkipped, noTime } from '../../parts/local-time.ts';
import { MomentField } from '../../parts/moment-field.tsx';
import { ProblemLine } from '../../parts/problem-line.tsx';
import { useChange } from '../../parts/use-change.ts';
import { partsTexts } from '../../parts/texts.ts';
import { articlesTexts } from '../articles/texts.ts';
import { Choice } from '../found/choice.tsx';
import { pagesTexts } from '../found/texts.ts';
import { InForce } from './in-force.tsx';
import { type Settings, changesOf, isChangedIn, isOver, settingsOf } from './settings.ts';

const modes = keysOf<Record<ModerationMode, number>>({ auto: 0, pre: 0, post: 0 });

/**
 * Open or closed, and when moderators look. Only what was changed is sent: the publisher's own changes meanwhile stay.
 */
export const ArticleForm = ({ article, again }: { article: ListedArticle; again: () => void }) => {
  const { texts } = useTexts(articlesTexts);
  const { texts: common } = useTexts(pagesTexts);
  const { texts: parts } = useTexts(partsTexts);
  const settings = useSettings(article);
  const { values, set, changes, isSkipped: isNoTime } = settings;
  const { save, change, isBehind } = useSaving(article, settings, again);
  const isChanged = Object.keys(changes).length > 0;
  return (
    <form
      class="box"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{texts.settings}</h2>
      <InForce article={article} />
      <OpenField open={values.open} change={(open) => set({ open })} />
      <Choice
        label={texts.mode}
        value={values.mode ?? ''}
        none={texts.bySite}
        options={modes.map((value) => ({ value, label: common.modes[value] }))}
        choose={(value) => set({ mode: value === '' ? null : value })}
      />
      <MomentField
        id="closes-at"
        label={texts.closesAt}
        typed={values.closesAt}
        change={(closesAt) => set({ closesAt })}
        hint={texts.closesAtHint}
      />
      <div class="form-foot">
        <button type="submit" class="primary" aria-disabled={!isChanged || isNoTime || change.sending}>
          {change.sending ? common.saving : parts.save}
        </button>
        {!isChanged && <span class="muted small">{texts.unchanged}</span>}
        {isBehind && (
          <p class="error" role="alert">
            {texts.meanwhile}
          </p>
        )}
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

/** Contents of the form: the stored settings, overlaid with the typed values. */
function useSettings(article: ListedArticle) {
  const [typed, setTyped] = useState<Partial<Settings>>({});
  const base = settingsOf(article);
  const values: Settings = { ...base, ...typed };
  // An article that its closing date has closed is opened by removing the date.
  const set = (more: Partial<Settings>): void =>
    setTyped({ ...typed, ...(more.open === true && isOver(article) && { closesAt: noTime }), ...more });
  return {
    values,
    set,
    forget: () => setTyped({}),
    changes: changesOf(values, base),
    isSkipped: isSkipped(values.closesAt),
  };
}

function useSaving(article: ListedArticle, settings: ReturnType<typeof useSettings>, again: () => void) {
  const { toasts, site, siteApi } = useDesk();
  const { texts: common } = useTexts(pagesTexts);
  const [isBehind, setBehind] = useState(false);
  const change = useChange();
  const { articleId } = article;
  const isSaved = useRef(false);
  const shown = JSON.stringify(settingsOf(article));
  useEffect(() => {
    if (isSaved.current) settings.forget();
    isSaved.current = false;
  }, [shown]);
  const save = async (): Promise<void> => {
    const { changes } = settings;
    if (Object.keys(changes).length === 0 || settings.isSkipped || change.sending) return;
    const now = await siteApi.peek().articles({ article: articleId });
    const current = now.ok && now.value.articles.find((one) => one.articleId === articleId);
    const isOld = current !== false && current !== undefined && isChangedIn(current, article, changes);
    setBehind(isOld);
    if (isOld) return again();
    const params = { site: site.peek(), article: articleId };
    const answer = await change.send(requestTo('PUT /v1/sites/:site/articles/:article', { params, body: changes }));
    if (!answer.ok) return;
    isSaved.current = true;
    toasts.show({ text: common.saved, tone: 'good' });
    again();
  };
  return { save, change, isBehind };
}
