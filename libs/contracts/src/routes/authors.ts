import { AcceptedAnswer } from '../answers.ts';
import { AuthorAnswer } from '../person-answers.ts';
import { AuthorHistoryAnswer } from '../moderation-answers.ts';
import { HistoryQuery } from '../moderation-requests.ts';
import { RestrictAuthorRequest } from '../requests.ts';
import type { RouteTable } from './route.ts';

/** Calls of moderators about authors. */
export const authorRoutes = {
  'GET /v1/sites/:site/authors/:id': {
    operationId: 'Authors_record',
    access: 'moderator',
    summary: 'Get an author’s record',
    details:
      'Returns the number of comments in each status, the restrictions in force, and whether the author was erased. It quotes no comment.',
    tag: 'Moderators',
    reads: ['author-record'],
    answers: { 200: AuthorAnswer },
  },
  'POST /v1/sites/:site/authors/:id/restrictions': {
    operationId: 'Authors_restrict',
    access: 'moderator',
    summary: 'Restrict or trust an author',
    details:
      'Bans, suspends, premoderates, mutes or trusts an author. A new restriction replaces one of the same kind.',
    tag: 'Moderators',
    body: RestrictAuthorRequest,
    answers: { 200: AcceptedAnswer },
    command: true,
  },
  'DELETE /v1/sites/:site/authors/:id/restrictions/:kind': {
    operationId: 'Authors_lift',
    access: 'moderator',
    summary: 'Lift a restriction',
    details: 'Ends the restriction of this kind. Nothing happens if there is none.',
    tag: 'Moderators',
    answers: { 200: AcceptedAnswer },
    command: true,
  },
  'GET /v1/sites/:site/authors/:id/history': {
    operationId: 'History_authorHistory',
    access: 'moderator',
    summary: 'List the events of an author',
    details:
      'Returns restrictions, lifted ones too, and the erasure, oldest first. Comments have a history of their own.',
    tag: 'Moderators',
    query: HistoryQuery,
    answers: { 200: AuthorHistoryAnswer },
  },
} as const satisfies RouteTable;
