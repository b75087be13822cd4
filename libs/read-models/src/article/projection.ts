import { statusEvents } from '#contracts/comment-life/status-change';
import { type ArticleWords, wordsIn } from '#contracts/article-words';
import type { RecordedEvent } from '#contracts/event-schemas';
import { visibilityChange } from '#contracts/comment-life/visibility';
import { type Projection, type Transaction, tablesOf } from '../projection.ts';
import { sortedBy, writeRows } from '../rows.ts';

/** Articles as their pages need them: the count, and whether they accept comments and how these are moderated. */
export const articleProjection: Projection<'article'> = {
  name: 'article',
  version: 2,
  tables: tablesOf(import.meta.dirname),
  holds: { articles: { plain: ['url', 'title', 'reader_url', 'reader_title', 'mode'] } },
  handles: new Set([...statusEvents, 'CommentFlagged', 'CommentLiked', 'CommentUnliked', 'ArticleUpdated']),
  apply: async (events, transaction) => {
    const changes = sortedBy(foldArticles(events).values(), 'key');
    await writeRows(transaction, 'article-counts', addCounts, changes);
    await writeSettings(
      transaction,
      changes.filter((change) => change.settings !== null),
    );
  },
};

interface ArticleChange {
  readonly key: string;
  readonly site_id: string;
  readonly article_id: string;
  comment_count: number;
  position: number;
  settings: Settings | null;
}

/** The newest settings. Of address and title, only those that the batch changes. */
type Settings = Pick<RecordedEvent<'ArticleUpdated'>['data'], 'open' | 'mode' | 'closesAt' | 'keptOpen'> &
  Partial<ArticleWords>;

/** The effect of a batch on each article: the change of its count, its last event, its newest settings. */
export function foldArticles(events: readonly RecordedEvent[]): Map<string, ArticleChange> {
  const changes = new Map<string, ArticleChange>();
  for (const event of events) {
    if (!('articleId' in event.data)) continue;
    const change = changeOf(changes, event.siteId, event.data.articleId);
    change.comment_count += visibilityChange(event);
    change.position = event.position;
    if (event.type === 'ArticleUpdated') {
      const { open, mode, closesAt, keptOpen = false } = event.data;
      change.settings = { ...change.settings, ...wordsIn(event.data), open, mode, closesAt, keptOpen };
    }
  }
  return changes;
}

function changeOf(changes: Map<string, ArticleChange>, siteId: string, articleId: string): ArticleChange {
  const key = `${siteId}/${articleId}`;
  const known = changes.get(key);
  if (known) return known;
  const fresh = { key, site_id: siteId, article_id: articleId, comment_count: 0, position: 0, settings: null };
  changes.set(key, fresh);
  return fresh;
}

const addCounts = `
  insert into articles as known (site_id, article_id, comment_count, position)
  select site_id, article_id, comment_count, position from json_populate_recordset(null::articles, $1)
  on conflict (site_id, article_id) do update
    set comment_count = known.comment_count + excluded.comment_count, position = excluded.position`;

async function writeSettings(transaction: Transaction, changes: readonly ArticleChange[]): Promise<void> {
  const rows = changes.map(({ site_id, article_id, settings }) => ({
    site_id,
    article_id,
    is_named: settings?.url !== undefined,
    url: settings?.url,
    title: settings?.title,
    reader_url: settings?.readerUrl,
    reader_title: settings?.readerTitle,
    open: settings?.open,
    mode: settings?.mode,
    closes_at: settings?.closesAt,
    kept_open: settings?.keptOpen,
  }));
  await writeRows(transaction, 'article-settings', replaceSettings, rows);
}

const replaceSettings = `
  update articles known
  set url = case when new.is_named then new.url else known.url end,
    title = case when new.is_named then new.title else known.title end,
    reader_url = new.reader_url, reader_title = new.reader_title,
    open = new.open, mode = new.mode, closes_at = new.closes_at, kept_open = new.kept_open
  from json_to_recordset($1) new (site_id text, article_id text, is_named boolean, url text, title text,
    reader_url text, reader_title text, open boolean, mode text, closes_at timestamptz, kept_open boolean)
  where known.site_id = new.site_id and known.article_id = new.article_id`;
