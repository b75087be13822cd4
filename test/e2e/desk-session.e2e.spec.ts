import { cookieIn, linkToken } from '../desk';
import { type World, createWorld } from '../world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

const queues = '/v1/sites/default/moderation/queues';

describe('a one-time link', () => {
  it('signs in once', async () => {
    const token = await linkToken(world, { name: 'Ada', roles: ['admin'] });
    const answer = await world.call('POST', '/desk/sign-in', { body: { token } });
    expect(answer.status).toBe(204);
    const cookie = cookieIn(answer.headers, 'colloquy_desk') ?? '';
    const { body } = await world.call('GET', '/desk/session', { headers: { cookie } });
    expect(body).toMatchObject({
      moderator: { name: 'Ada' },
      roles: ['admin'],
      sites: ['default'],
      queues: ['pending', 'reported', 'escalated'],
      signOutUrl: '/desk/sign-in',
    });
    expect((await world.call('GET', queues, { headers: { cookie } })).status).toBe(200);
    expect((await world.call('POST', '/desk/sign-in', { body: { token } })).status).toBe(401);
  });
});
