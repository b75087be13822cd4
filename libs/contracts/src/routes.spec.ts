import { type AnswerOf, type BodyOf, type ParamsOf, type QueryOf, routes } from './routes.ts';
import { articleRoutes } from './routes/articles.ts';
import { authorRoutes } from './routes/authors.ts';
import { commentRoutes } from './routes/comments.ts';
import { deskRoutes } from './routes/desk.ts';
import { eventRoutes } from './routes/events.ts';
import { feedRoutes } from './routes/feeds.ts';
import { moderationRoutes } from './routes/moderation.ts';
import { operatorRoutes } from './routes/operators.ts';
import { pageRoutes } from './routes/pages.ts';
import { parameters } from './routes/parameters.ts';
import { personalDataRoutes } from './routes/personal-data.ts';
import type { RouteEntry } from './routes/route.ts';
import { searchRoutes } from './routes/search.ts';
import { siteRoutes } from './routes/sites.ts';

type Queue = 'GET /v1/sites/:site/moderation/queues/:queue';
type Thread = 'GET /v1/sites/:site/articles/:article/comments';

/**
 * Calls that clients may or may not write. `tsc` fails if one of these lines no longer compiles, or unexpectedly does.
 */
const compiles = {
  params: { site: 'default', queue: 'pending' } satisfies ParamsOf<Queue>,
  query: { after: '7', limit: 20 } satisfies QueryOf<Queue>,
  body: { body: 'x', author: { name: 'Ada' } } satisfies BodyOf<'POST /v1/sites/:site/articles/:article/comments'>,
  nothingAsked: undefined satisfies QueryOf<'GET /v1/sites'>,
  nothingNeeded: undefined satisfies BodyOf<'PUT /v1/sites/:site/articles/:article'>,
  answer: (thread: AnswerOf<Thread>): number => thread.count,
  ofEveryStatus: (put: AnswerOf<'PUT /v1/sites/:site'>): string => put.site.siteId,
  text: (csv: AnswerOf<'GET /v1/sites/:site/moderation/stats.csv'>): string => csv,
  nothing: (done: AnswerOf<'DELETE /desk/session'>): undefined => done,
  // @ts-expect-error not a parameter of the path
  wrongName: { site: 'default', queues: 'pending' } satisfies ParamsOf<Queue>,
  // @ts-expect-error no such queue
  wrongQueue: { site: 'default', queue: 'other' } satisfies ParamsOf<Queue>,
  // @ts-expect-error no such query parameter
  wrongQuestion: { before: '7' } satisfies QueryOf<Queue>,
  // @ts-expect-error this route does not accept `after`
  wrongWait: { after: '7' } satisfies QueryOf<'GET /v1/sites'>,
  // @ts-expect-error no such field in the answer
  wrongAnswer: (thread: AnswerOf<Thread>) => thread.comment,
};

const groups: readonly object[] = [
  articleRoutes,
  commentRoutes,
  pageRoutes,
  feedRoutes,
  moderationRoutes,
  searchRoutes,
  authorRoutes,
  personalDataRoutes,
  siteRoutes,
  eventRoutes,
  deskRoutes,
  operatorRoutes,
];
const entries = Object.entries<RouteEntry>(routes);

describe('the table of routes', () => {
  it('types the calls of clients', () => {
    expect(compiles.params.queue).toBe('pending');
  });

  it('has no address twice in all files', () => {
    expect(entries).toHaveLength(groups.reduce((sum, group) => sum + Object.keys(group).length, 0));
    expect(entries.length).toBeGreaterThan(60);
  });

  it('gives each route a unique operation id', () => {
    expect(new Set(entries.map(([, { operationId }]) => operationId)).size).toBe(entries.length);
  });

  it('has a schema for every parameter of a path', () => {
    const unknown = entries.flatMap(([address, { params }]) =>
      [...address.matchAll(/:(\w+)/g)].flatMap(([, name = '']) =>
        name in { ...parameters, ...params } ? [] : [`${address}: ${name}`],
      ),
    );
    expect(unknown).toEqual([]);
  });

  it('has no route with both body and form, and no GET with either', () => {
    const wrong = entries.filter(
      ([address, { body, form }]) =>
        (body !== undefined && form !== undefined) || (address.startsWith('GET ') && (body ?? form) !== undefined),
    );
    expect(wrong.map(([address]) => address)).toEqual([]);
  });
});
