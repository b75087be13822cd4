import { survivingPool } from '#platform/postgres';
import { type World, createWorld } from '#test/support/world/world';

/** Runs behind a trusted proxy, so that requests can have different addresses. */
const behindProxy = { TRUST_PROXY: '1' };
let here: World;
/** A second process of the same installation, with its own caches. */
let there: World;
let mia: string;
beforeAll(async () => {
  here = await createWorld(behindProxy);
  there = await createWorld(behindProxy, here);
  for (const site of ['flood', 'names', 'off', 'edits', 'refused', 'links']) await here.makeSite(site);
  mia = await here.token({ sub: 'mia', name: 'Mia', roles: ['moderator'] });
});
afterAll(async () => {
  await there.stop();
  await here.stop();
});

const spam = (name: string, at = 0): string =>
  `Hello ${name}! My uncle earns ninety dollars an hour at home, and so can you: https://money.example/${at}`;
const post = (world: World, site: string, body: string, network: number, name = `Reader ${network}`) =>
  world.call('POST', `/v1/sites/${site}/articles/a/comments`, {
    body: { body, author: { name } },
    headers: { 'x-forwarded-for': `198.51.100.${network}` },
  });
const moderate = async (method: string, site: string, path: string, body?: object) => {
  await here.settled();
  return here.call(method, `/v1/sites/${site}/moderation${path}`, { token: mia, ...(body && { body }) });
};
const setPolicy = async (site: string, rules: object): Promise<void> => {
  const token = await here.token({ sub: 'boss', roles: ['admin'] });
  const headers = { 'if-match': '"0"' };
  expect((await here.call('PUT', `/v1/sites/${site}/policy`, { token, body: rules, headers })).status).toBe(200);
};
const noted = async (): Promise<number> => {
  const pool = survivingPool({ connectionString: here.databaseUrl });
  const { rowCount } = await pool.query('select from recent_likenesses');
  await pool.end();
  return rowCount ?? 0;
};

describe('the same text by twelve guests at once, in two processes', () => {
  let statuses: string[];
  let ids: string[];
  beforeAll(async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => post(at % 2 ? here : there, 'flood', spam(`Friend ${at}`, at), at + 1)),
    );
    statuses = answers.map(({ body }) => body.comment.status as string);
    ids = answers.map(({ body }) => body.comment.id as string);
  });

  it('is held from the third on, exactly', () => {
    expect(statuses.filter((status) => status === 'published')).toHaveLength(2);
    expect(statuses.filter((status) => status === 'held')).toHaveLength(10);
  });

  it('is one item with all comments in the list and for claims, and ten comments in the queue’s size', async () => {
    const { items } = (await moderate('GET', 'flood', '/queues/pending')).body;
    expect(items).toMatchObject([{ wave: { count: 12, authors: 12, published: 2 } }]);
    expect(items[0].wave.newDomain.evidence).toMatchObject({ domain: 'money.example' });
    expect((items[0].wave.commentIds as string[]).toSorted()).toEqual(ids.toSorted());
    const claims = (await moderate('POST', 'flood', '/claims', { queue: 'pending', limit: 9 })).body;
    expect(claims.items).toMatchObject([{ comment: { id: items[0].comment.id }, wave: { count: 12 } }]);
    expect((await moderate('GET', 'flood', '/queues')).body.queues.pending).toBe(10);
    const all = (await moderate('GET', 'flood', `/queues/pending?wave=${items[0].wave.id}`)).body.items;
    expect(all).toHaveLength(10);
    expect(all[0].findings.map(({ rule }: { rule: string }) => rule)).toContain('wave');
  });

  it('is decided and undone as one item', async () => {
    const head = async () => (await moderate('GET', 'flood', '/queues/pending')).body.items;
    const [{ wave }] = await head();
    const decisions = wave.commentIds.map((commentId: string) => ({ commentId, decision: 'reject', reason: 'spam' }));
    const decided = (await moderate('POST', 'flood', '/decisions', { decisions })).body;
    expect(decided.results.map(({ outcome }: { outcome: string }) => outcome)).toEqual(ids.map(() => 'applied'));
    expect(await head()).toEqual([]);
    await moderate('POST', 'flood', '/undo', { batchId: decided.batchId });
    expect(await head()).toMatchObject([{ wave: { count: 12, published: 2 } }]);
    const [{ comment, version }] = await head();
    const one = { commentId: comment.id, expectedVersion: version, decision: 'reject', reason: 'spam' };
    await moderate('POST', 'flood', '/decisions', { decisions: [one] });
    expect(await head()).toMatchObject([{ wave: { count: 11, published: 2 } }]);
  });
});

it('the same text from one network counts as one author under different names', async () => {
  for (let name = 0; name < 4; name++)
    expect((await post(here, 'names', spam('you', name), 7, `Name ${name}`)).body.comment.status).toBe('published');
});

it('the same text is not counted or stored if the policy turns the rule off', async () => {
  await setPolicy('off', { holdWaves: 0 });
  const before = await noted();
  for (let at = 1; at <= 4; at++)
    expect((await post(here, 'off', spam('you', at), at)).body.comment.status).toBe('published');
  expect(await noted()).toBe(before);
});

it('a refused text is not counted', async () => {
  await setPolicy('refused', { bannedWords: ['gizmo'] });
  const before = await noted();
  for (let at = 1; at <= 3; at++) expect((await post(there, 'refused', spam('gizmo', at), at)).status).toBe(422);
  expect(await noted()).toBe(before);
  expect((await post(here, 'refused', spam('you'), 4)).body.comment.status).toBe('published');
});

it('an edit that adds a comment to a wave is held', async () => {
  const token = await here.token({ sub: 'eve', name: 'Eve' });
  const own = await here.call('POST', '/v1/sites/edits/articles/a/comments', { token, body: { body: 'Good read.' } });
  for (let at = 1; at <= 2; at++) await post(there, 'edits', spam('you', at), at);
  const edited = await here.call('PATCH', `/v1/sites/edits/comments/${own.body.comment.id}`, {
    token,
    body: { body: spam('all') },
  });
  expect(edited.body.comment.status).toBe('held');
});

it('a new domain with many links in a day is named in a finding', async () => {
  const texts = ['Look', 'This is where I read it', 'My source', 'As they say there', 'More of it', 'Here'];
  for (const [at, text] of texts.entries())
    await post(at % 2 ? here : there, 'links', `${text} https://www.money.example/${at}`, at + 1);
  const found = (await moderate('GET', 'links', '/search?rule=new-domain')).body;
  expect(JSON.stringify(found)).toContain('www.money.example/5');
  expect(JSON.stringify(found)).not.toContain('www.money.example/3');
});
