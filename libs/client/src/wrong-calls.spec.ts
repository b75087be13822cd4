import type { Client } from './client.ts';
import { requestTo } from './request.ts';

/** Not called: the compiler checks that none of these lines compiles. */
async function wrongCalls({ call, addressOf }: Client): Promise<void> {
  const site = 'default';
  const thread = { site, article: 'a' };
  const good = await call('GET /v1/sites/:site/articles/:article/comments', { params: thread });
  // @ts-expect-error: an unknown field of the response
  good.value?.commentz satisfies unknown;
  // @ts-expect-error: an unknown path
  await call('GET /v1/sites/:site/articles/:article/coments', { params: thread });
  // @ts-expect-error: a method that the path does not support
  await call('PATCH /v1/sites/:site/articles/:article/comments', { params: thread });
  // @ts-expect-error: parameters are missing
  await call('GET /v1/sites/:site/articles/:article/comments');
  // @ts-expect-error: one parameter is missing
  await call('GET /v1/sites/:site/articles/:article/comments', { params: { site } });
  // @ts-expect-error: one parameter too many
  await call('GET /v1/sites/:site/policy', { params: { site, article: 'a' } });
  // @ts-expect-error: an unknown query parameter
  await call('GET /v1/sites/:site/articles/:article/comments', { params: thread, query: { sorted: 'newest' } });
  // @ts-expect-error: an invalid value of a query parameter
  await call('GET /v1/sites/:site/articles/:article/comments', { params: thread, query: { sort: 'new' } });
  // @ts-expect-error: this route has no `after`
  await call('GET /v1/sites/:site/policy', { params: { site }, query: { after: '1' } });
  // @ts-expect-error: the body is missing
  requestTo('POST /v1/sites/:site/articles/:article/comments', { params: thread });
  // @ts-expect-error: an unknown field of the body
  requestTo('POST /v1/preview', { body: { body: 'x', text: 'x' } });
  // @ts-expect-error: this route has no body
  requestTo('DELETE /v1/sites/:site/comments/:id/like', { params: { site, id: 'c' }, body: {} });
  // @ts-expect-error: the response is CSV
  await call('GET /v1/sites/:site/moderation/stats.csv', { params: { site } });
  // @ts-expect-error: not a GET route
  addressOf('POST /v1/preview', { body: { body: 'x' } });
}

describe('a call', () => {
  it('with wrong input does not compile', () => {
    expect(wrongCalls).toBeInstanceOf(Function);
  });

  it('has the path of its route', () => {
    const params = { site: 'default', id: 'c' };
    const route = `${params.id === 'c' ? 'PUT' : 'DELETE'} /v1/sites/:site/comments/:id/like` as const;
    expect(requestTo(route, { params })).toEqual({ method: 'PUT', path: '/v1/sites/default/comments/c/like' });
  });
});
