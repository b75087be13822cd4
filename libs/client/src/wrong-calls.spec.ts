import type { Client } from './client.ts';
import { requestTo } from './request.ts';

/** Never called: the compiler looks at it, and fails where one of these lines compiles. */
async function wrongCalls({ call, addressOf }: Client): Promise<void> {
  const site = 'default';
  const thread = { site, article: 'a' };
  const good = await call('GET /v1/sites/:site/articles/:article/comments', { params: thread });
  // @ts-expect-error: a field that the answer does not have
  good.value?.commentz satisfies unknown;
  // @ts-expect-error: a path that there is not
  await call('GET /v1/sites/:site/articles/:article/coments', { params: thread });
  // @ts-expect-error: a method that the path does not take
  await call('PATCH /v1/sites/:site/articles/:article/comments', { params: thread });
  // @ts-expect-error: parameters are needed
  await call('GET /v1/sites/:site/articles/:article/comments');
  // @ts-expect-error: one is missing
  await call('GET /v1/sites/:site/articles/:article/comments', { params: { site } });
  // @ts-expect-error: one too many
  await call('GET /v1/sites/:site/policy', { params: { site, article: 'a' } });
  // @ts-expect-error: a name that the query does not have
  await call('GET /v1/sites/:site/articles/:article/comments', { params: thread, query: { sorted: 'newest' } });
  // @ts-expect-error: a value that it does not take
  await call('GET /v1/sites/:site/articles/:article/comments', { params: thread, query: { sort: 'new' } });
  // @ts-expect-error: this waits for no read model
  await call('GET /v1/sites/:site/policy', { params: { site }, query: { after: '1' } });
  // @ts-expect-error: a body is needed
  requestTo('POST /v1/sites/:site/articles/:article/comments', { params: thread });
  // @ts-expect-error: a field that the body does not have
  requestTo('POST /v1/preview', { body: { body: 'x', text: 'x' } });
  // @ts-expect-error: nothing is sent
  requestTo('DELETE /v1/sites/:site/comments/:id/like', { params: { site, id: 'c' }, body: {} });
  // @ts-expect-error: answered with CSV
  await call('GET /v1/sites/:site/moderation/stats.csv', { params: { site } });
  // @ts-expect-error: nothing to go to
  addressOf('POST /v1/preview', { body: { body: 'x' } });
}

describe('a call', () => {
  it('that is wrong is refused before it runs', () => {
    expect(wrongCalls).toBeInstanceOf(Function);
  });

  it('is made of what its route takes', () => {
    const params = { site: 'default', id: 'c' };
    const route = `${params.id === 'c' ? 'PUT' : 'DELETE'} /v1/sites/:site/comments/:id/like` as const;
    expect(requestTo(route, { params })).toEqual({ method: 'PUT', path: '/v1/sites/default/comments/c/like' });
  });
});
