import { signInToDesk } from '#test/support/sign-in/desk';
import { type World, createWorld } from '#test/support/world/world';

const path = '/v1/sites/default/policy';
const withoutGuests = { guestsAllowed: false };

/** Runs work as an admin at the desk, who needs no token. */
async function atTheDesk(environment: Record<string, string>, work: (world: World, headers: object) => Promise<void>) {
  const world = await createWorld(environment);
  try {
    await work(world, { 'if-match': '"0"', ...(await signInToDesk(world, { name: 'Ada', roles: ['admin'] })) });
  } finally {
    await world.stop();
  }
}

describe('a policy without guests', () => {
  it('is refused without a configured token key, because no reader could sign in', () =>
    atTheDesk({ JWT_SECRET: '' }, async (world, headers) => {
      const refused = await world.call('PUT', path, { body: withoutGuests, headers: { ...headers } });
      expect([refused.status, refused.body.type]).toEqual([422, '/docs/problems#policy-contradicts-itself']);
      expect(refused.body.detail).toContain('No reader could write a comment');
      const guest = { body: { body: 'Hello.', author: { name: 'Gus' } } };
      expect((await world.call('POST', '/v1/sites/default/articles/a/comments', guest)).status).toBe(201);
    }));

  it('is accepted with a configured secret', () =>
    atTheDesk({}, async (world, headers) => {
      expect((await world.call('PUT', path, { body: withoutGuests, headers: { ...headers } })).status).toBe(200);
    }));
});
