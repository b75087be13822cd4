import { Injectable } from '@nestjs/common';
import type { ArticleWords } from '#contracts/article-words';
import type { NamedArticle } from '#contracts/moderation-answers';
import { addressUnder } from '#domain/article-address';
import { Sites } from '../sites/sites.ts';

/**
 * Decides which titles and URLs of an article are shown. Those from the publisher are shown to everyone. A URL from a
 * reader's page is shown only if it is on one of the site's current origins; a title from a reader's page is shown only
 * to moderators, marked as unconfirmed.
 */
@Injectable()
export class ArticleNames {
  constructor(private readonly sites: Sites) {}

  forReaders(site: string, words: ArticleWords): { url: string | null; title: string | null; urlConfirmed: boolean } {
    const { url, title } = words;
    return { url: url ?? this.trustedReaderUrl(site, words), title, urlConfirmed: url !== null };
  }

  forModerators(site: string, { articleId, ...words }: ArticleWords & { articleId: string }): NamedArticle {
    const url = words.url ?? this.trustedReaderUrl(site, words);
    const title = words.title ?? (url === null ? null : words.readerTitle);
    return { articleId, title, url, unconfirmed: title !== words.title || url !== words.url };
  }

  /** The URL from a reader's page, or null if its origin is not one of the site's today. */
  private trustedReaderUrl(site: string, { readerUrl }: ArticleWords): string | null {
    return (readerUrl !== null && addressUnder(this.sites.pageOrigins(site), readerUrl)) || null;
  }
}
