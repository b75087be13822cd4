import type { ListedArticle } from '#contracts/search-answers';
import type { ModerationMode } from '#contracts/vocabulary';
import { type TypedTime, fromTyped, isSameTime, ownZone, toTyped } from '../../parts/local-time.ts';
import { stateOf } from '../articles/closing.ts';

interface Changes {
  readonly open?: boolean;
  readonly mode?: ModerationMode | null;
  readonly closesAt?: string | null;
}

/** As the form has them. */
export interface Settings {
  readonly open: boolean;
  readonly mode: ModerationMode | null;
  readonly closesAt: TypedTime;
}

/** An article's own: the time at which its age closes it is the policy's. */
export const settingsOf = (article: ListedArticle, timeZone = ownZone()): Settings => ({
  open: article.open,
  mode: article.mode,
  closesAt: toTyped(ownDate(article), timeZone),
});

/** The settings to send. An unchanged time keeps its seconds. */
export const changesOf = (values: Settings, base: Settings, timeZone = ownZone()): Changes => ({
  ...(values.open !== base.open && { open: values.open }),
  ...(values.mode !== base.mode && { mode: values.mode }),
  ...(!isSameTime(values.closesAt, base.closesAt) && { closesAt: fromTyped(values.closesAt, timeZone) }),
});

/** The clock has closed it. */
export const isOver = (article: ListedArticle): boolean => stateOf(article, Date.now()).since !== null;

/** True if a colleague has changed a setting that is about to be saved: the moderator must see their change first. */
export function isChangedIn(current: ListedArticle, known: ListedArticle, changes: Changes): boolean {
  const isOther = {
    open: current.closedByHand !== known.closedByHand,
    mode: current.mode !== known.mode,
    closesAt: ownDate(current) !== ownDate(known),
  };
  return (
    (changes.open !== undefined && isOther.open) ||
    (changes.mode !== undefined && isOther.mode) ||
    (changes.closesAt !== undefined && isOther.closesAt)
  );
}

const ownDate = ({ closesBy, closesAt }: ListedArticle): string | null => (closesBy === 'date' ? closesAt : null);
