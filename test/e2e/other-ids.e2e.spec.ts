import { articleStream, policyStream } from '#api/commands/stream-ids';
import { listedRoutes } from '#contracts/routes/listed';
import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';
let world: World;
let admin: string;
let ids: Record<string, string>;
beforeAll(async () => {
  world = await createWorld();
  admin = await world.token({ sub: 'boss', name: 'Boss', roles: ['admin'] });
  const posted = await world.call('POST', `${site}/articles/a/comments`, {
    body: { body: 'x', author: { name: 'Guest' } },
  });
  const { id, author } = posted.body.comment;
  const send = (method: string, path: string, body: object, headers = {}) =>
    world.call(method, `${site}${path}`, { token: admin, body, headers });
  // Streams of every kind whose ids a caller knows or can compute.
  await send('POST', `/authors/${author.id}/restrictions`, { kind: 'muted', reason: 'x' });
  await send('PUT', '/articles/a', { open: true, title: 'A' });
  const { headers, body } = await world.call('GET', `${site}/policy`, { token: admin });
  await send('PUT', '/policy', { ...body.policy, mode: 'auto' }, { 'if-match': headers.get('etag') });
  const decided = await send('POST', '/moderation/decisions', { decisions: [{ commentId: id, decision: 'escalate' }] });
  await world.settled();
  ids = {
    author: author.id,
    article: articleStream('default', 'a'),
    policy: policyStream('default'),
    batch: decided.body.batchId,
  };
});
afterAll(() => world.stop());

/** Requests of every route with an id of another kind, which must not be found. */
const bodiesNaming = (id: string): readonly object[] => [
  { decisions: [{ commentId: id, decision: 'approve' }] },
  { commentId: id },
  { commentIds: [id] },
  { note: 'x' },
  { reason: 'spam' },
  { body: 'x', parentId: id, author: { name: 'Guest' } },
];

const routes = listedRoutes.filter(({ path }) => path.includes(':site'));

describe('the id of another kind of thing', () => {
  it.each(['author', 'article', 'policy', 'batch'])(
    'of its %s is not accepted as a comment by any route',
    async (what) => {
      const id = String(ids[what]);
      const failed: string[] = [];
      let asked = 0;
      for (const { method, path } of routes.filter((route) => !route.path.includes('/authors/'))) {
        const address = path
          .replace(':site', 'default')
          .replace(':article', 'a')
          .replace(':queue', 'pending')
          .replace(/:\w+/g, id);
        const bodies = method === 'GET' || method === 'DELETE' ? [undefined] : bodiesNaming(id);
        for (const queues of [undefined, ['pending']])
          for (const body of bodies) {
            const token = queues ? await world.token({ sub: 'mo', name: 'Mo', roles: ['moderator'], queues }) : admin;
            const answer = await world.call(method, address, { token, ...(body && { body }) });
            asked += 1;
            if (answer.status >= 500) failed.push(`${method} ${address} ${JSON.stringify(body)}: ${answer.status}`);
          }
      }
      expect(failed).toEqual([]);
      expect(asked).toBeGreaterThan(100);
    },
  );
});
