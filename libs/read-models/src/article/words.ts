import type { ArticleWords } from '#contracts/article-words';

/** The columns of read.articles that say what an article is called, and where it is. */
export interface StoredWords {
  readonly url: string | null;
  readonly title: string | null;
  readonly reader_url: string | null;
  readonly reader_title: string | null;
}

/** Null: nothing was ever said about the article. */
export const toWords = (row: StoredWords | null): ArticleWords => ({
  url: row?.url ?? null,
  title: row?.title ?? null,
  readerUrl: row?.reader_url ?? null,
  readerTitle: row?.reader_title ?? null,
});
