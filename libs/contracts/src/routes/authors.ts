import { AcceptedAnswer, AuthorAnswer } from '../answers.ts';
import { AuthorHistoryAnswer } from '../moderation-answers.ts';
import { HistoryQuery } from '../moderation-requests.ts';
import { RestrictAuthorRequest } from '../requests.ts';
import type { RouteTable } from './route.ts';

/** The people who write, as moderators see them. */
export const authorRoutes = {
  'GET /v1/sites/:site/authors/:id': {
    operationId: 'Authors_record',
    access: 'moderator',
    summary: "The author's record",
    tag: 'Moderators',
    reads: ['author-record'],
    answers: { 200: AuthorAnswer },
  },
  'POST /v1/sites/:site/authors/:id/restrictions': {
    operationId: 'Authors_restrict',
    access: 'moderator',
    summary: 'Ban, suspend, premoderate or trust an author',
    tag: 'Moderators',
    body: RestrictAuthorRequest,
    answers: { 200: AcceptedAnswer },
    command: true,
  },
  'DELETE /v1/sites/:site/authors/:id/restrictions/:kind': {
    operationId: 'Authors_lift',
    access: 'moderator',
    summary: 'End a restriction',
    tag: 'Moderators',
    answers: { 200: AcceptedAnswer },
    command: true,
  },
  'GET /v1/sites/:site/authors/:id/history': {
    operationId: 'History_authorHistory',
    access: 'moderator',
    summary:
      'Every event of the author: restrictions, lifted ones too, and the erasure; oldest first, a page at a time',
    tag: 'Moderators',
    query: HistoryQuery,
    answers: { 200: AuthorHistoryAnswer },
  },
} as const satisfies RouteTable;
