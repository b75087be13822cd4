import type { RecordedEvent } from '#contracts/event-schemas';
import type { ArticleChange } from './rows.ts';

/** The changes of a batch to articles: time of the last comment, time of the first event, title. */
export function foldSearchedArticles(events: readonly RecordedEvent[]): ArticleChange[] {
  const changes = new Map<string, ArticleChange>();
  for (const event of events) {
    if (event.type !== 'CommentPosted' && event.type !== 'ArticleUpdated') continue;
    const { siteId, at, data } = event;
    const key = `${siteId}/${data.articleId}`;
    const change = changes.get(key) ?? {
      key,
      site_id: siteId,
      article_id: data.articleId,
      last_comment_at: null,
      first_seen: at,
      known_since: null,
      title: undefined,
    };
    changes.set(key, change);
    if (at < change.first_seen) change.first_seen = at;
    if (event.type === 'ArticleUpdated') {
      // Moderators can also find an article by the title that a reader's page sent.
      change.title = event.data.title ?? event.data.readerTitle ?? null;
      change.known_since ??= at;
    } else if (change.last_comment_at === null || at > change.last_comment_at) change.last_comment_at = at;
  }
  return [...changes.values()];
}
