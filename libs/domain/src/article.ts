import type { DomainEvent, RecordedEvent } from '#contracts/event-schemas';
import type { ModerationMode } from '#contracts/vocabulary';

export interface ArticleSettings {
  readonly url: string | null;
  readonly title: string | null;
  readonly open: boolean;
  readonly mode: ModerationMode | null;
  readonly closesAt: string | null;
}

/** The first comment brings the page's address and title along; it never overwrites what is known. */
export interface IntroduceArticle {
  type: 'IntroduceArticle';
  articleId: string;
  url?: string;
  title?: string;
}

export interface UpdateArticle {
  type: 'UpdateArticle';
  articleId: string;
  actorId: string;
  changes: { [K in keyof ArticleSettings]?: ArticleSettings[K] | undefined };
}
export type ArticleEvent = RecordedEvent<'ArticleUpdated'>;

const initialState: ArticleSettings = { url: null, title: null, open: true, mode: null, closesAt: null };

function decide(command: IntroduceArticle | UpdateArticle, state: ArticleSettings): DomainEvent[] {
  const next = command.type === 'IntroduceArticle' ? introduced(command, state) : merged(state, command.changes);
  if (JSON.stringify(next) === JSON.stringify(state)) return [];
  const actorId = command.type === 'UpdateArticle' ? command.actorId : null;
  return [{ type: 'ArticleUpdated', data: { articleId: command.articleId, ...next, actorId } }];
}

const introduced = (command: IntroduceArticle, state: ArticleSettings): ArticleSettings => ({
  ...state,
  url: state.url ?? command.url ?? null,
  title: state.title ?? command.title ?? null,
});

function merged(state: ArticleSettings, changes: UpdateArticle['changes']): ArticleSettings {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const next: ArticleSettings = { ...state, ...given };
  // One moment has many spellings, the log has one: UTC with milliseconds.
  return { ...next, closesAt: next.closesAt && new Date(next.closesAt).toISOString() };
}

function evolve(_state: ArticleSettings, { data }: ArticleEvent): ArticleSettings {
  const { url, title, open, mode, closesAt } = data;
  return { url, title, open, mode, closesAt };
}

/** Open, and not past its closing time: a closing time needs no job that could be missed. */
export const acceptsComments = (article: ArticleSettings, now: Date): boolean =>
  article.open && (article.closesAt === null || now < new Date(article.closesAt));

export const articleDecider = { initialState, decide, evolve };
