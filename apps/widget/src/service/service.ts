import { requestTo } from '#client/request';
import type { Sort } from '#contracts/embed';
import { askingAbout } from './asking.ts';
import type { Identity } from './identity.ts';

export type Service = ReturnType<typeof serviceFor>;

/** The requests of an article's page. */
export function serviceFor(base: string, site: string, article: string, identity: Identity) {
  const asking = askingAbout(base, site, article, identity);
  const { ask, addressOf, here } = asking;
  return {
    ...asking,

    /**
     * Asked for without a token, so that caches serve it and browsers ask no permission first.
     * @param after a position that must be in the answer: the reader's own last comment
     */
    thread: (query: { sort?: Sort; cursor?: string; after?: string | undefined }) =>
      ask(requestTo('GET /v1/sites/:site/articles/:article/comments', { ...here, query })),

    /** Address of the live stream of several articles, each from its own position. */
    liveAddress: (article: string[], after: string[]): string =>
      addressOf('GET /v1/sites/:site/live', { params: { site }, query: { article, after } }),

    /** A comment on a page of the service's own. */
    pageOf: (comment: string): string =>
      `${addressOf('GET /v1/sites/:site/articles/:article/embed', { ...here, query: { comment } })}#comment-${comment}`,
  };
}
