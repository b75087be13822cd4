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
 * The publisher's settings; what readers' pages said of address and title; and since when the log knows of the article:
 * its first ArticleUpdated.
 */
export interface ArticleState extends ArticleSettings, ArticleWords {
  /** Opened again after its time: no age closes it any more. */
  readonly keptOpen: boolean;
  readonly since: Date | null;
  /** How often readers' words were recorded. */
  readonly told: number;
}

/** A visible comment brings along what the reader's page calls itself. It never speaks for the publisher. */
export interface IntroduceArticle {
  type: 'IntroduceArticle';
  articleId: string;
  said?: { readonly url: string; readonly title?: string | undefined } | undefined;
  /** Where the site's pages are: no other address is taken. */
  origins: readonly string[];
  /** The site closes its articles by their age: the log must know of this one, though nothing is known about it. */
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

const nothingSaid: ArticleWords = { url: null, title: null, readerUrl: null, readerTitle: null };
const initialState: ArticleState = {
  ...nothingSaid,
  ...{ open: true, mode: null, closesAt: null, keptOpen: false },
  ...{ since: null, told: 0 },
};

// Two readers whose pages call themselves differently must not fill the log in turns.
const mostTold = 20;

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

/** The newest right address wins until the publisher names one; a title is taken only along with it. */
function introduced({ said, origins }: IntroduceArticle, state: ArticleState): Settings {
  const now = settingsIn(state);
  const address = said && addressUnder(origins, said.url);
  if (address === undefined || (state.url !== null && !isSamePage(state.url, address))) return now;
  const known = state.url ?? (state.readerUrl !== null && addressUnder(origins, state.readerUrl));
  if (known && state.told >= mostTold) return now;
  const titleSoFar = known && isSamePage(known, address) ? state.readerTitle : null;
  return {
    ...now,
    readerUrl: state.url === null ? address : null,
    readerTitle: state.title === null ? (said?.title ?? titleSoFar) : null,
  };
}

function isSamePage(one: string, other: string): boolean {
  const url = urlIn(one);
  return url !== undefined && articleIdOf(url.href) === articleIdOf(other);
}

/** What the publisher says of address or title takes the place of what readers said. */
function updated({ changes, policy, now: moment }: UpdateArticle, state: ArticleState): Settings {
  const now = settingsIn(state);
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const next: Settings = { ...now, ...given, ...closing(changes, state, isPast(closingTime(state, policy), moment)) };
  return {
    ...next,
    // One moment has many spellings, the log has one: UTC with milliseconds.
    closesAt: next.closesAt && new Date(next.closesAt).toISOString(),
    readerUrl: 'url' in given ? null : now.readerUrl,
    readerTitle: 'url' in given || 'title' in given ? null : now.readerTitle,
  };
}

/**
 * Whoever opens an article after its time wants it open: neither its date nor its age closes it again, until somebody
 * closes it or names another time.
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
  const told = state.told + (actorId === null ? 1 : 0);
  return { ...state, ...wordsIn(data), open, mode, closesAt, keptOpen, since: state.since ?? at, told };
}

/**
 * When the article closes by itself: at the time its publisher named, or else the policy's number of days after the log
 * first knew of it, unless it was opened again since. Null is never.
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

/** Open, and not past its closing time: a closing time needs no job that could be missed. */
export function acceptsComments(article: ArticleState, policy: ClosingPolicy, now: Date): boolean {
  return article.open && !isPast(closingTime(article, policy), now);
}

const isPast = (time: Date | null, now: Date): boolean => time !== null && time <= now;

export const articleDecider: Decider<ArticleCommand, ArticleState, ArticleEvent> = { initialState, decide, evolve };
