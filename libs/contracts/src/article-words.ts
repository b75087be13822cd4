import type { DomainEvent } from './event-schemas.ts';

/** An article's address and title: as the publisher set them, and as a reader's page reported them. */
export interface ArticleWords {
  readonly url: string | null;
  readonly title: string | null;
  readonly readerUrl: string | null;
  readonly readerTitle: string | null;
}

/**
 * The addresses and titles that an event changes; missing fields keep their value. Older events have one address and
 * one title only: the publisher's if `actorId` is set, otherwise a reader's, which did not replace the publisher's.
 */
export function wordsIn(data: DomainEvent<'ArticleUpdated'>['data']): Partial<ArticleWords> {
  const { url, title, readerUrl, readerTitle = null, actorId } = data;
  if (readerUrl !== undefined) return { url, title, readerUrl, readerTitle };
  return actorId === null ? { readerUrl: url, readerTitle: title } : { url, title, readerUrl: null, readerTitle: null };
}
