import { urlIn } from '#contracts/url-in';
import { articleIdOf } from '#contracts/article-id-of';
import { type ArticleWords, wordsIn } from '#contracts/article-words';
import type { DomainEvent, RecordedEvent } from '#contracts/event-schemas';
import type { Policy } from '#contracts/policy';
import type { ModerationMode } from '#contracts/vocabulary';
import { addressUnder } from './article-address.ts';
import type { Decider } from './decider.ts';

interface ArticleSettings {
  readonly url: string | null;
  readonly title: string | null;
  readonly open: boolean;
  readonly mode: ModerationMode | null;
  readonly closesAt: string | null;
}

/**
 * The publisher's settings, the address and title that readers' pages sent, and the time of the first ArticleUpdated.
 */
export interface ArticleState extends ArticleSettings, ArticleWords {
  /** Opened again after its closing time, so that its age no longer closes it. */
  readonly keptOpen: boolean;
  readonly since: Date | null;
  /** Number of recorded changes of the address and title that readers' pages sent. */
  readonly readerChanges: number;
}

/** Sent with a visible comment: the address and title of the reader's page. They never replace the publisher's. */
export interface IntroduceArticle {
  type: 'IntroduceArticle';
  articleId: string;
  page?: { readonly url: string; readonly title?: string | undefined } | undefined;
  /** The origins of the site's pages. Addresses under any other origin are ignored. */
  origins: readonly string[];
  /** The site closes articles by age, so the log needs a first event of this one, even without address and title. */
  dated?: boolean;
}

export interface UpdateArticle {
  type: 'UpdateArticle';
  articleId: string;
  actorId: string;
  changes: { [K in keyof ArticleSettings]?: ArticleSettings[K] | undefined };
  policy: ClosingPolicy;
  now: Date;
}
export type ArticleCommand = IntroduceArticle | UpdateArticle;
export type ArticleEvent = RecordedEvent<'ArticleUpdated'>;

type ClosingPolicy = Pick<Policy, 'closeAfterDays'>;

const noWords: ArticleWords = { url: null, title: null, readerUrl: null, readerTitle: null };
const initialState: ArticleState = {
  ...noWords,
  ...{ open: true, mode: null, closesAt: null, keptOpen: false },
  ...{ since: null, readerChanges: 0 },
};

// Two readers whose pages disagree about the address must not fill the log by turns.
const mostReaderChanges = 20;

function decide(command: ArticleCommand, state: ArticleState): DomainEvent[] {
  const now = settingsIn(state);
  const next = command.type === 'IntroduceArticle' ? introduced(command, state) : updated(command, state);
  const mustBeDated = command.type === 'IntroduceArticle' && command.dated === true && state.since === null;
  if (!mustBeDated && JSON.stringify(next) === JSON.stringify(now)) return [];
  const actorId = command.type === 'UpdateArticle' ? command.actorId : null;
  const { keptOpen, ...settings } = next;
  const data = { articleId: command.articleId, ...settings, actorId, ...(keptOpen && { keptOpen }) };
  return [{ type: 'ArticleUpdated', data }];
}

type Settings = ArticleSettings & ArticleWords & Pick<ArticleState, 'keptOpen'>;

const settingsIn = ({
  url,
  title,
  open,
  mode,
  closesAt,
  keptOpen,
  readerUrl,
  readerTitle,
}: ArticleState): Settings => ({
  url,
  title,
  open,
  mode,
  closesAt,
  keptOpen,
  readerUrl,
  readerTitle,
});

/** The newest valid address wins until the publisher sets one. A title is accepted only together with an address. */
function introduced({ page, origins }: IntroduceArticle, state: ArticleState): Settings {
  const now = settingsIn(state);
  const address = page && addressUnder(origins, page.url);
  if (address === undefined || (state.url !== null && !isSamePage(state.url, address))) return now;
  const known = state.url ?? (state.readerUrl !== null && addressUnder(origins, state.readerUrl));
  if (known && state.readerChanges >= mostReaderChanges) return now;
  const titleSoFar = known && isSamePage(known, address) ? state.readerTitle : null;
  return {
    ...now,
    readerUrl: state.url === null ? address : null,
    readerTitle: state.title === null ? (page?.title ?? titleSoFar) : null,
  };
}

function isSamePage(one: string, other: string): boolean {
  const url = urlIn(one);
  return url !== undefined && articleIdOf(url.href) === articleIdOf(other);
}

/** An address or title set by the publisher replaces the readers' values. */
function updated({ changes, policy, now: moment }: UpdateArticle, state: ArticleState): Settings {
  const now = settingsIn(state);
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const next: Settings = { ...now, ...given, ...closing(changes, state, isPast(closingTime(state, policy), moment)) };
  return {
    ...next,
    // One moment has many spellings. The log stores one: UTC with milliseconds.
    closesAt: next.closesAt && new Date(next.closesAt).toISOString(),
    readerUrl: 'url' in given ? null : now.readerUrl,
    readerTitle: 'url' in given || 'title' in given ? null : now.readerTitle,
  };
}

/**
 * Opening an article after its closing time keeps it open: neither its date nor its age closes it again, until the
 * publisher closes it or sets another time.
 */
function closing(
  { open, closesAt }: UpdateArticle['changes'],
  state: ArticleState,
  over: boolean,
): Partial<Pick<Settings, 'closesAt' | 'keptOpen'>> {
  if (open === false) return { keptOpen: false };
  if (closesAt !== undefined && closesAt !== null) return { keptOpen: false };
  return open === true && over ? { closesAt: null, keptOpen: true } : { keptOpen: state.keptOpen };
}

function evolve(state: ArticleState, { data, at }: ArticleEvent): ArticleState {
  const { open, mode, closesAt, actorId, keptOpen = false } = data;
  const readerChanges = state.readerChanges + (actorId === null ? 1 : 0);
  return { ...state, ...wordsIn(data), open, mode, closesAt, keptOpen, since: state.since ?? at, readerChanges };
}

/**
 * Returns the time at which the article closes by itself: the publisher's, or else the policy's number of days after
 * the article's first event, unless it was opened again since. Null: never.
 */
export function closingTime(
  { closesAt, keptOpen, since }: Pick<ArticleState, 'closesAt' | 'keptOpen' | 'since'>,
  { closeAfterDays }: ClosingPolicy,
): Date | null {
  if (closesAt !== null) return new Date(closesAt);
  if (keptOpen) return null;
  return closeAfterDays > 0 && since !== null ? new Date(since.getTime() + closeAfterDays * dayMs) : null;
}

const dayMs = 86_400_000;

/**
 * True if the article is open and not past its closing time. The time is compared on each call, so no job can miss it.
 */
export function acceptsComments(article: ArticleState, policy: ClosingPolicy, now: Date): boolean {
  return article.open && !isPast(closingTime(article, policy), now);
}

const isPast = (time: Date | null, now: Date): boolean => time !== null && time <= now;

export const articleDecider: Decider<ArticleCommand, ArticleState, ArticleEvent> = { initialState, decide, evolve };
