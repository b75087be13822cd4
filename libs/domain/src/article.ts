import type { DomainEvent, RecordedEvent } from '#contracts/event-schemas';
import type { Policy } from '#contracts/policy';
import type { ModerationMode } from '#contracts/vocabulary';

export interface ArticleSettings {
  readonly url: string | null;
  readonly title: string | null;
  readonly open: boolean;
  readonly mode: ModerationMode | null;
  readonly closesAt: string | null;
}

/** Settings, and since when the log knows of the article: the time of its first ArticleUpdated. */
export interface ArticleState extends ArticleSettings {
  readonly since: Date | null;
}

/** The first comment brings the page's address and title along; it never overwrites what is known. */
export interface IntroduceArticle {
  type: 'IntroduceArticle';
  articleId: string;
  url?: string;
  title?: string;
  /** The site closes its articles by their age: the log must know of this one, though nothing is known about it. */
  dated?: boolean;
}

export interface UpdateArticle {
  type: 'UpdateArticle';
  articleId: string;
  actorId: string;
  changes: { [K in keyof ArticleSettings]?: ArticleSettings[K] | undefined };
}
export type ArticleEvent = RecordedEvent<'ArticleUpdated'>;

const initialState: ArticleState = { url: null, title: null, open: true, mode: null, closesAt: null, since: null };

function decide(command: IntroduceArticle | UpdateArticle, { since, ...settings }: ArticleState): DomainEvent[] {
  const next = command.type === 'IntroduceArticle' ? introduced(command, settings) : merged(settings, command.changes);
  const mustBeDated = command.type === 'IntroduceArticle' && command.dated === true && since === null;
  if (!mustBeDated && JSON.stringify(next) === JSON.stringify(settings)) return [];
  const actorId = command.type === 'UpdateArticle' ? command.actorId : null;
  return [{ type: 'ArticleUpdated', data: { articleId: command.articleId, ...next, actorId } }];
}

const introduced = (command: IntroduceArticle, settings: ArticleSettings): ArticleSettings => ({
  ...settings,
  url: settings.url ?? command.url ?? null,
  title: settings.title ?? command.title ?? null,
});

function merged(settings: ArticleSettings, changes: UpdateArticle['changes']): ArticleSettings {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const next: ArticleSettings = { ...settings, ...given };
  // One moment has many spellings, the log has one: UTC with milliseconds.
  return { ...next, closesAt: next.closesAt && new Date(next.closesAt).toISOString() };
}

function evolve(state: ArticleState, { data, at }: ArticleEvent): ArticleState {
  const { url, title, open, mode, closesAt } = data;
  return { url, title, open, mode, closesAt, since: state.since ?? at };
}

/**
 * When the article closes by itself: at the time its publisher named, or else the policy's number of days after the log first knew
 * of it. Null is never.
 */
export function closingTime(
  { closesAt, since }: Pick<ArticleState, 'closesAt' | 'since'>,
  { closeAfterDays }: Pick<Policy, 'closeAfterDays'>,
): Date | null {
  if (closesAt !== null) return new Date(closesAt);
  return closeAfterDays > 0 && since !== null ? new Date(since.getTime() + closeAfterDays * dayMs) : null;
}

const dayMs = 86_400_000;

/** Open, and not past its closing time: a closing time needs no job that could be missed. */
export function acceptsComments(article: ArticleState, policy: Pick<Policy, 'closeAfterDays'>, now: Date): boolean {
  const closes = closingTime(article, policy);
  return article.open && (closes === null || now < closes);
}

export const articleDecider = { initialState, decide, evolve };
