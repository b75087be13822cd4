import { Injectable } from '@nestjs/common';
import type { ArticleWords } from '#contracts/article-words';
import type { NamedArticle } from '#contracts/moderation-answers';
import { addressUnder } from '#domain/article-address';
import { Sites } from '../sites/sites.ts';

/**
 * Who is told what an article is called and where it is. The publisher speaks to everybody. What a reader's page said
 * is only an address, where the site's pages are today; its title is for moderators alone, as what it is.
 */
@Injectable()
export class ArticleNames {
  constructor(private readonly sites: Sites) {}

  forReaders(site: string, words: ArticleWords): { url: string | null; title: string | null; urlConfirmed: boolean } {
    const { url, title } = words;
    return { url: url ?? this.told(site, words), title, urlConfirmed: url !== null };
  }

  forModerators(site: string, { articleId, ...words }: ArticleWords & { articleId: string }): NamedArticle {
    const url = words.url ?? this.told(site, words);
    const title = words.title ?? (url === null ? null : words.readerTitle);
    return { articleId, title, url, unconfirmed: title !== words.title || url !== words.url };
  }

  /** Recorded under an origin that is no longer, or never was, one of the site's, it is nothing. */
  private told(site: string, { readerUrl }: ArticleWords): string | null {
    return (readerUrl !== null && addressUnder(this.sites.pageOrigins(site), readerUrl)) || null;
  }
}
