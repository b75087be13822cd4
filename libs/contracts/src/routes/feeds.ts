import { FeedQuery } from '../requests.ts';
import type { RouteTable } from './route.ts';

const atom = { content: 'application/atom+xml; charset=utf-8' } as const;
const rss = { content: 'application/rss+xml; charset=utf-8' } as const;
const cache = 'public, max-age=60';

/** The newest comments, for feed readers. */
export const feedRoutes = {
  'GET /v1/sites/:site/articles/:article/feed.atom': {
    operationId: 'Feeds_articleAtom',
    access: 'public',
    summary: 'Get the Atom feed of an article',
    details: 'The newest comments first. The `next` link leads to older ones.',
    tag: 'Article pages',
    query: FeedQuery,
    cache,
    limited: 'read',
    answers: { 200: atom },
    etag: true,
  },
  'GET /v1/sites/:site/articles/:article/feed.rss': {
    operationId: 'Feeds_articleRss',
    access: 'public',
    summary: 'Get the RSS feed of an article',
    details: 'The newest comments first. The `next` link leads to older ones.',
    tag: 'Article pages',
    query: FeedQuery,
    cache,
    limited: 'read',
    answers: { 200: rss },
    etag: true,
  },
  'GET /v1/sites/:site/feed.atom': {
    operationId: 'Feeds_siteAtom',
    access: 'public',
    summary: 'Get the Atom feed of a site',
    details: 'The newest comments of all its articles first. The `next` link leads to older ones.',
    tag: 'Article pages',
    query: FeedQuery,
    cache,
    limited: 'read',
    answers: { 200: atom },
    etag: true,
  },
  'GET /v1/sites/:site/feed.rss': {
    operationId: 'Feeds_siteRss',
    access: 'public',
    summary: 'Get the RSS feed of a site',
    details: 'The newest comments of all its articles first. The `next` link leads to older ones.',
    tag: 'Article pages',
    query: FeedQuery,
    cache,
    limited: 'read',
    answers: { 200: rss },
    etag: true,
  },
} as const satisfies RouteTable;
