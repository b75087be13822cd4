import { survivingPool } from '#platform/postgres';
import { type World, createWorld } from '#test/support/world/world';

let here: World;
/** A second process of the same installation, with its own caches. */
let there: World;
beforeAll(async () => {
  here = await createWorld();
  there = await createWorld({}, here);
  for (const site of ['free', 'again', 'nudge']) await here.makeSite(site);
});
afterAll(async () => {
  await there.stop();
  await here.stop();
});

async function setPolicy(site: string, rules: object): Promise<void> {
  const token = await here.token({ sub: 'boss', roles: ['admin'] });
  const { status } = await here.call('PUT', `/v1/sites/${site}/policy`, {
    token,
    body: rules,
    headers: { 'if-match': '"0"' },
  });
  expect(status).toBe(200);
}
const post = async (world: World, site: string, body: string) =>
  world.call('POST', `/v1/sites/${site}/articles/a/comments`, {
    token: await here.token({ sub: 'ann' }),
    body: { body },
  });
const remembered = async (): Promise<number> => {
  const pool = survivingPool({ connectionString: here.databaseUrl });
  const { rowCount } = await pool.query('select from recent_texts');
  await pool.end();
  return rowCount ?? 0;
};

describe('two processes', () => {
  it('remember no texts if no policy has the rule', async () => {
    expect((await post(here, 'free', 'Well done!')).status).toBe(201);
    expect((await post(there, 'free', 'Well done!')).body.comment.status).toBe('published');
    expect(await remembered()).toBe(0);
  });

  it('recognise a text repeated in the other one, by members and by guests of the same name', async () => {
    await setPolicy('again', { repeatedTextMinutes: 6, nudge: [] });
    expect((await post(here, 'again', 'Well done!')).body.comment.status).toBe('published');
    expect((await post(there, 'again', 'WELL  done!')).body.comment.status).toBe('held');
    const asGuest = (world: World) =>
      world.call('POST', '/v1/sites/again/articles/a/comments', {
        body: { body: 'Me, too.', author: { name: 'Gus' } },
      });
    expect((await asGuest(there)).body.comment.status).toBe('published');
    expect((await asGuest(here)).body.comment.status).toBe('held');
    expect(await remembered()).toBeGreaterThan(0);
  });

  it('ask the author to reconsider once, even if the second try reaches the other one', async () => {
    await setPolicy('nudge', { repeatedTextMinutes: 6 });
    await post(here, 'nudge', 'Well done!');
    const asked = await post(there, 'nudge', 'Well done!');
    expect([asked.status, asked.body.rules]).toEqual([422, [{ rule: 'repeated-text' }]]);
    // The refused text does not count as sent, so another text is accepted.
    expect((await post(here, 'nudge', 'Well done, indeed!')).body.comment.status).toBe('published');
  });
});
