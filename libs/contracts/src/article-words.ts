import type { DomainEvent } from './event-schemas.ts';

/** What is known of an article's address and title, by who said it. */
export interface ArticleWords {
  readonly url: string | null;
  readonly title: string | null;
  readonly readerUrl: string | null;
  readonly readerTitle: string | null;
}

/**
 * What an event says of them; what it leaves out stays as it was. Older events have one address and one title, the
 * publisher's or a reader's by who caused them, and a reader's never replaced the publisher's.
 */
export function wordsIn(data: DomainEvent<'ArticleUpdated'>['data']): Partial<ArticleWords> {
  const { url, title, readerUrl, readerTitle = null, actorId } = data;
  if (readerUrl !== undefined) return { url, title, readerUrl, readerTitle };
  return actorId === null ? { readerUrl: url, readerTitle: title } : { url, title, readerUrl: null, readerTitle: null };
}
