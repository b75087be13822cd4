import { ArticleListAnswer, CommentSearchAnswer } from '../search-answers.ts';
import { ArticleListQuery, CommentSearchQuery } from '../search-request.ts';
import { StatsAnswer } from '../stats-answers.ts';
import { StatsQuery } from '../stats-request.ts';
import type { RouteTable } from './route.ts';

/** Calls of moderators: search, the list of articles, and statistics. */
export const searchRoutes = {
  'GET /v1/sites/:site/moderation/search': {
    operationId: 'Search_search',
    access: 'moderator',
    summary: 'Search comments',
    details:
      'Finds comments of every status by words, author, article, status, rule, reason and date, newest first. Every condition must hold.',
    tag: 'Moderators',
    reads: ['comment-search', 'thread'],
    query: CommentSearchQuery,
    answers: { 200: CommentSearchAnswer },
  },
  'GET /v1/sites/:site/moderation/articles': {
    operationId: 'Search_articles',
    access: 'moderator',
    summary: 'List articles',
    details: 'Returns the site’s articles, the last commented first.',
    tag: 'Moderators',
    reads: ['comment-search', 'article', 'moderation-queue'],
    query: ArticleListQuery,
    answers: { 200: ArticleListAnswer },
  },
  'GET /v1/sites/:site/moderation/stats': {
    operationId: 'Stats_stats',
    access: 'moderator',
    queuesNeeded: 'every',
    summary: 'Get moderation statistics',
    details:
      'Returns volumes and response times for whole days in the site’s time zone. The default is the last 30 days.',
    tag: 'Moderators',
    reads: ['moderation-stats'],
    query: StatsQuery,
    answers: { 200: StatsAnswer },
  },
  'GET /v1/sites/:site/moderation/stats.csv': {
    operationId: 'Stats_csv',
    access: 'moderator',
    queuesNeeded: 'every',
    summary: 'Get moderation statistics as CSV',
    details: 'One row for each day and queue (RFC 4180).',
    tag: 'Moderators',
    reads: ['moderation-stats'],
    query: StatsQuery,
    answers: { 200: { content: 'text/csv; charset=utf-8; header=present' } },
  },
} as const satisfies RouteTable;
