import type { ArticleWords } from '#contracts/article-words';

/** The columns of read.articles with the article's title and address. */
export interface StoredWords {
  readonly url: string | null;
  readonly title: string | null;
  readonly reader_url: string | null;
  readonly reader_title: string | null;
}

/** @param row null if the article has no events */
export const toWords = (row: StoredWords | null): ArticleWords => ({
  url: row?.url ?? null,
  title: row?.title ?? null,
  readerUrl: row?.reader_url ?? null,
  readerTitle: row?.reader_title ?? null,
});
