import type { Pool } from 'pg';
import { survivingPool } from '#platform/postgres';
import { until } from '#test/support/time/until';
import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';
let here: World;
/** A second process of the same installation. */
let there: World;
let pool: Pool;
let moderator: string;
let admin: string;
beforeAll(async () => {
  const behindProxy = { TRUST_PROXY: '1' };
  here = await createWorld(behindProxy);
  there = await createWorld(behindProxy, here);
  pool = survivingPool({ connectionString: here.databaseUrl });
  moderator = await here.token({ sub: 'mod', name: 'Mo D.', roles: ['moderator'] });
  admin = await here.token({ sub: 'boss', name: 'The Boss', roles: ['admin'] });
});
afterAll(async () => {
  await pool.end();
  await there.stop();
  await here.stop();
});

let guests = 0;
interface Posted {
  readonly status: string;
  readonly id: string;
  readonly authorId: string;
  readonly token: string;
}
/** Posts under a new name each time, because the rule for lookalike names would hold repeated ones. */
async function post(address: string, { token, world = here }: { token?: string; world?: World } = {}): Promise<Posted> {
  const author = { name: `Guest ${String.fromCodePoint(0x4e00 + guests++)}` };
  const { status, body } = await world.call('POST', `${site}/articles/n/comments`, {
    token,
    headers: { 'x-forwarded-for': address },
    body: { body: 'a word', author },
  });
  expect(status).toBe(201);
  const { comment, authorToken } = body;
  return { status: comment.status, id: comment.id, authorId: comment.author.id, token: authorToken };
}
async function restrict(id: string, kind = 'banned', end?: Date): Promise<void> {
  await here.settled();
  const restriction = { kind, reason: 'Insults', ...(end && { until: end.toISOString() }) };
  const answer = await here.call('POST', `${site}/authors/${id}/restrictions`, { token: moderator, body: restriction });
  expect(answer.status).toBe(200);
}
const lift = (id: string, kind = 'banned') =>
  here.call('DELETE', `${site}/authors/${id}/restrictions/${kind}`, { token: moderator });
const held =
  (address: string, world = here) =>
  async () =>
    (await post(address, { world })).status === 'held';
const marks = async () => (await pool.query('select * from banned_networks')).rows;
const setPolicy = async (changes: object) => {
  const { body, headers } = await here.call('GET', `${site}/policy`, { token: admin });
  const saved = await here.call('PUT', `${site}/policy`, {
    token: admin,
    body: { ...body.policy, ...changes },
    headers: { 'if-match': String(headers.get('etag')) },
  });
  expect(saved.status).toBe(200);
};

describe('a banned guest who comes back without their cookie', () => {
  it('is held at once, in another process within about a second, and the finding does not name the banned guest', async () => {
    const banned = await post('203.0.113.1');
    expect((await post('203.0.113.1', { world: there })).status).toBe('published');
    await restrict(banned.authorId);
    const back = await post('203.0.113.1');
    expect(back.status).toBe('held');
    await until('the other process knows', held('203.0.113.1', there));
    await here.settled();
    const { body: item } = await here.call('GET', `${site}/moderation/items/${back.id}`, { token: moderator });
    expect(item).toMatchObject({
      queue: 'pending',
      findings: [{ rule: 'banned-network', action: 'hold', evidence: { kind: 'banned' } }],
    });
    const [finding] = item.findings;
    expect(Object.keys(finding.evidence)).toEqual(['kind']);
    expect((await post('203.0.113.2')).status).toBe('published');
  });

  it('is held with the new token, too, until a moderator approves one of their comments', async () => {
    const banned = await post('203.0.113.3');
    await restrict(banned.authorId);
    const back = await post('203.0.113.3');
    expect((await post('203.0.113.3', { token: back.token })).status).toBe('held');
    await here.settled();
    const decisions = [{ commentId: back.id, decision: 'approve' }];
    await here.call('POST', `${site}/moderation/decisions`, { token: moderator, body: { decisions } });
    await here.settled();
    expect((await post('203.0.113.3', { token: back.token })).status).toBe('published');
    expect((await post('203.0.113.3')).status).toBe('held');
  });

  it('is held in post-moderation, in the form without scripts, and from the same household', async () => {
    const banned = await post('2001:db8:7:100::1');
    await restrict(banned.authorId);
    expect((await post('2001:db8:7:1ff:1:2:3:4')).status).toBe('held');
    expect((await post('2001:db8:7:200::1')).status).toBe('published');
    await setPolicy({ mode: 'post' });
    expect((await post('2001:db8:7:100::2')).status).toBe('held');
    await setPolicy({ mode: 'auto' });
    const sent = await fetch(`${here.url}${site}/articles/n/embed`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'x-forwarded-for': '2001:db8:7:100::3' },
      body: new URLSearchParams({ body: 'by a form', name: 'Formica' }),
    });
    const id = new URL(String(sent.headers.get('location')), here.url).searchParams.get('posted');
    await here.settled();
    const { body } = await here.call('GET', `${site}/moderation/items/${id}`, { token: moderator });
    expect(body.findings.map(({ rule }: { rule: string }) => rule)).toContain('banned-network');
  });

  it('does not affect members, known guests or other sites', async () => {
    const known = await post('203.0.113.5');
    const banned = await post('203.0.113.5');
    await restrict(banned.authorId);
    expect((await post('203.0.113.5')).status).toBe('held');
    expect((await post('203.0.113.5', { token: known.token })).status).toBe('published');
    const member = await here.token({ sub: 'neighbour', name: 'Neighbour' });
    expect((await post('203.0.113.5', { token: member })).status).toBe('published');
  });

  it('is no longer held after the ban is lifted or has ended, or if the policy turns the rule off', async () => {
    const banned = await post('203.0.113.6');
    await restrict(banned.authorId);
    expect((await post('203.0.113.6')).status).toBe('held');
    await setPolicy({ holdBannedNetworks: false });
    expect((await post('203.0.113.6')).status).toBe('published');
    await setPolicy({ holdBannedNetworks: true });
    await lift(banned.authorId);
    expect((await post('203.0.113.6')).status).toBe('published');
    await until('the other process knows', async () => !(await held('203.0.113.6', there)()));
    await restrict(banned.authorId, 'suspended', new Date(Date.now() + 1500));
    await restrict(banned.authorId, 'banned');
    await lift(banned.authorId);
    expect((await post('203.0.113.6')).status).toBe('held');
    await until('the suspension has ended', async () => !(await held('203.0.113.6')()));
  });
});

describe('a banned member', () => {
  it('marks no network', async () => {
    const before = (await marks()).length;
    const token = await here.token({ sub: 'banned member', name: 'Banned Member' });
    const { authorId } = await post('203.0.113.7', { token });
    await restrict(authorId);
    expect(await marks()).toHaveLength(before);
    expect((await post('203.0.113.7')).status).toBe('published');
  });
});

describe('a banned guest who erases themselves', () => {
  it('is held on return until the end in the report, by an anonymous mark', async () => {
    const banned = await post('203.0.113.8');
    await restrict(banned.authorId);
    const { status, body: report } = await here.call('DELETE', `${site}/authors/${banned.authorId}`, {
      token: banned.token,
    });
    expect([status, report.stillReadable]).toEqual([200, 0]);
    expect(report.kept).toEqual([{ what: 'network', kind: 'banned', until: expect.any(String) }]);
    const days = (Date.parse(report.kept[0].until) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(12);
    expect(days).toBeLessThanOrEqual(14);
    expect((await post('203.0.113.8')).status).toBe('held');
    expect((await marks()).map(({ author_id }) => author_id)).not.toContain(banned.authorId);
    const { rows } = await pool.query('select from post_addresses where comment_id = $1', [banned.id]);
    expect(rows).toEqual([]);
  });
});
