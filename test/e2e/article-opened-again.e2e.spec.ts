import { type World, createWorld } from '#test/support/world/world';

let world: World;
let publisher: string;
beforeAll(async () => {
  world = await createWorld();
  publisher = await world.token({ sub: 'boss', roles: ['admin'] });
});
afterAll(() => world.stop());

const site = '/v1/sites/default';
const put = (article: string, body: object) =>
  world.call('PUT', `${site}/articles/${article}`, { token: publisher, body });
const comment = async (article: string) => {
  const token = await world.token({ sub: 'writer' });
  return (await world.call('POST', `${site}/articles/${article}/comments`, { token, body: { body: 'words' } })).status;
};
const listed = async (article: string) => {
  await world.settled();
  const { body } = await world.call('GET', `${site}/moderation/articles?article=${article}`, { token: publisher });
  const { open, mode, modeInForce, closesAt, closesBy, closedByHand } = body.articles[0];
  return { open, mode, modeInForce, closesAt, closesBy, closedByHand };
};
const past = '2026-03-29T01:30:00.000Z';

describe('an article after its closing time', () => {
  it('is opened again by a publisher’s `open`, for readers and for the desk', async () => {
    expect((await put('dated', { closesAt: past })).body).toMatchObject({ open: false, closesAt: past });
    expect(await comment('dated')).toBe(409);
    expect(await listed('dated')).toMatchObject({ open: false, closesAt: past, closesBy: 'date', closedByHand: false });
    expect((await put('dated', { open: true })).body).toMatchObject({ open: true, closesAt: null });
    expect(await comment('dated')).toBe(201);
    expect(await listed('dated')).toMatchObject({ open: true, closesAt: null, closesBy: null });
    const { body } = await world.call('GET', `${site}/articles/dated`);
    expect(body).toMatchObject({ open: true, closesAt: null });
  });

  it('that is closed by hand stays closed until it is opened', async () => {
    await put('by-hand', { closesAt: past, open: false });
    expect(await listed('by-hand')).toMatchObject({ open: false, closedByHand: true, closesBy: 'date' });
    expect((await put('by-hand', { open: true })).body.open).toBe(true);
    expect(await listed('by-hand')).toMatchObject({ open: true, closedByHand: false, closesBy: null });
  });
});

describe('an article', () => {
  it('is moderated in its own mode or else its site’s, and the answer has both', async () => {
    await put('own', { mode: 'pre' });
    await put('sites', { mode: null, title: 'A title' });
    const { body } = await world.call('GET', `${site}/policy`, { token: publisher });
    expect(await listed('own')).toMatchObject({ mode: 'pre', modeInForce: 'pre' });
    expect(await listed('sites')).toMatchObject({ mode: null, modeInForce: body.policy.mode });
  });
});
