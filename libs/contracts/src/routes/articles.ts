import {
  ArticleAnswer,
  CountsAnswer,
  FormAnswer,
  ThreadAnswer,
  UpdatedArticleAnswer,
  ViewerAnswer,
} from '../answers.ts';
import {
  CountsQuery,
  LiveArticlesQuery,
  LiveQuery,
  ThreadQuery,
  UpdateArticleRequest,
  ViewerQuery,
} from '../requests.ts';
import { type RouteTable, askedAgain, eventStream } from './route.ts';

/** Calls of article pages, and of publishers about their articles. */
export const articleRoutes = {
  'GET /v1/sites/:site/articles/:article/comments': {
    operationId: 'Articles_thread',
    access: 'public',
    summary: 'List the comments of an article',
    details:
      'Returns visible comments with their replies nested, one page at a time. A removed comment that has visible replies stays as a placeholder without author and text.',
    tag: 'Article pages',
    cache: askedAgain,
    limited: 'read',
    reads: ['thread', 'article'],
    query: ThreadQuery,
    answers: { 200: ThreadAnswer },
    etag: true,
  },
  'GET /v1/sites/:site/articles/:article': {
    operationId: 'Articles_article',
    access: 'public',
    summary: 'Get an article',
    details:
      'Returns its title, address, comment count and the rules for writers. An article without comments is found, too: it has the defaults.',
    tag: 'Article pages',
    cache: askedAgain,
    limited: 'read',
    reads: ['article'],
    answers: { 200: ArticleAnswer },
    etag: true,
  },
  'GET /v1/sites/:site/counts': {
    operationId: 'Articles_counts',
    access: 'public',
    summary: 'Count the comments of several articles',
    details: 'Returns one number for each of up to 100 articles. Only comments that readers can see are counted.',
    tag: 'Article pages',
    cache: askedAgain,
    limited: 'read',
    reads: ['article'],
    query: CountsQuery,
    answers: { 200: CountsAnswer },
    etag: true,
  },
  'PUT /v1/sites/:site/articles/:article': {
    operationId: 'Articles_update',
    access: 'publisher',
    summary: 'Update an article',
    details: 'Sets the fields that are sent and leaves the others as they are. Send null to clear a field.',
    tag: 'Moderators',
    reads: ['article'],
    body: UpdateArticleRequest.prefault({}),
    answers: { 200: UpdatedArticleAnswer },
    command: true,
  },
  'GET /v1/sites/:site/articles/:article/viewer': {
    operationId: 'Viewer_viewer',
    access: 'public',
    summary: 'Get what the caller may see of an article',
    details:
      'Returns the caller’s own waiting and rejected comments, their likes and any restriction. Answers without a token, too: then `author` is null.',
    tag: 'Article pages',
    limited: 'read',
    reads: ['thread', 'author-record', 'moderation-queue'],
    query: ViewerQuery,
    answers: { 200: ViewerAnswer },
  },
  'GET /v1/sites/:site/articles/:article/live': {
    operationId: 'Live_live',
    access: 'public',
    summary: 'Stream the changes of an article',
    details:
      'Sends server-sent events: `count`, `comment` (new, changed or gone) and `reset` (reload the thread). To resume, send `Last-Event-ID` or `after`.',
    tag: 'Article pages',
    limited: 'live',
    query: LiveQuery,
    answers: { 200: eventStream },
  },
  'GET /v1/sites/:site/live': {
    operationId: 'Live_articles',
    access: 'public',
    summary: 'Stream the changes of several articles',
    details:
      'Sends the events `count`, `comment` and `reset`, each with its `article`, for up to 100 articles; `told` confirms everything up to its id. To resume, send `Last-Event-ID` or `after`.',
    tag: 'Article pages',
    limited: 'live',
    costs: 'articles',
    query: LiveArticlesQuery,
    answers: { 200: eventStream },
  },
  'GET /v1/sites/:site/articles/:article/form': {
    operationId: 'Forms_token',
    access: 'public',
    summary: 'Get a form token for a guest',
    details:
      'Send it back as `form.token` with the guest’s comment. It is signed and holds the time at which the form was shown.',
    tag: 'Article pages',
    limited: 'read',
    answers: { 200: FormAnswer },
  },
} as const satisfies RouteTable;
