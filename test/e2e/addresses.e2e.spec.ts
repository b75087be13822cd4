import { type CapturedOutput, captureOutput } from '#test/support/processes/captured-output';
import { tablesThatHold, tracesIn } from '#test/support/personal-data/personal-traces';
import { until } from '#test/support/time/until';
import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';
const address = '203.0.113.77';
let world: World;
let output: CapturedOutput;
let moderator: string;
let admin: string;
beforeAll(async () => {
  output = captureOutput();
  world = await createWorld({ SITES: 'elsewhere', TRUST_PROXY: '1', RATE_LIMITS: 'on', LOG_LEVEL: 'trace' });
  moderator = await world.token({ sub: 'mod', roles: ['moderator'] });
  admin = await world.token({ sub: 'boss', roles: ['admin'] });
});
afterAll(async () => {
  await world.stop();
  output.release();
});

const from = (ip: string) => ({ 'x-forwarded-for': ip });
async function post(ip: string, name: string) {
  const { status, body } = await world.call('POST', `${site}/articles/a/comments`, {
    headers: from(ip),
    body: { body: `by ${name}`, author: { name } },
  });
  expect(status).toBe(201);
  return {
    id: body.comment.id as string,
    authorId: body.comment.author.id as string,
    token: body.authorToken as string,
  };
}
const sameAs = (id: string, token = moderator) => world.call('GET', `${site}/comments/${id}/same-address`, { token });
const idsOf = async (id: string): Promise<string[]> =>
  (await sameAs(id)).body.comments.map((comment: { id: string }) => comment.id);

describe('an address', () => {
  it('shows a moderator the other comments from it, but not the address itself', async () => {
    const [first, second] = [await post(address, 'Ann'), await post(address, 'Bert')];
    const other = await post('203.0.113.78', 'Carl');
    await world.settled();
    await until('the address is recorded', async () => (await idsOf(first.id)).length > 0);
    const { status, body, headers } = await sameAs(first.id);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body.comments).toMatchObject([{ id: second.id, author: { name: 'Bert' }, body: 'by Bert' }]);
    const days = (Date.parse(body.knownUntil) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(13);
    expect(days).toBeLessThanOrEqual(14);
    expect(JSON.stringify(body)).not.toContain(address);
    expect(await idsOf(other.id)).toEqual([]);
  });

  it('is recorded for the form without scripts, too', async () => {
    const { id } = await post('203.0.113.79', 'Dora');
    const form = new URLSearchParams({ body: 'by a form', name: 'Dora' });
    const sent = await fetch(`${world.url}${site}/articles/a/embed`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
      headers: from('203.0.113.79'),
    });
    expect(sent.status).toBe(303);
    await world.settled();
    await until('the address is recorded', async () => (await idsOf(id)).length === 1);
  });

  it('is not available to readers, or through another site', async () => {
    const { id, token } = await post(address, 'Eve');
    await world.settled();
    expect((await sameAs(id, token)).status).toBe(403);
    const elsewhere = `/v1/sites/elsewhere/comments/${id}/same-address`;
    expect((await world.call('GET', elsewhere, { token: moderator })).status).toBe(404);
  });

  it('is part of a person’s export, and is deleted with an erasure', async () => {
    const [mine, other] = [await post('203.0.113.80', 'Fay'), await post('203.0.113.80', 'Gus')];
    await world.settled();
    await until('the address is recorded', async () => (await idsOf(other.id)).length === 1);
    const exported = await world.call('GET', `${site}/authors/${mine.authorId}/export`, { token: mine.token });
    expect(exported.body.addresses).toEqual([{ commentId: mine.id, knownUntil: expect.any(String) }]);
    const erased = await world.call('DELETE', `${site}/authors/${mine.authorId}`, { token: mine.token });
    expect(erased.body.stillReadable).toBe(0);
    expect(await idsOf(other.id)).toEqual([]);
    expect((await sameAs(mine.id, admin)).body).toEqual({ comments: [], knownUntil: null });
  });

  it('is in no table, metric or log line after all kinds of requests', async () => {
    const { id } = await post(address, 'Hal');
    const flag = { headers: from(address), body: { reason: 'spam' } };
    expect((await world.call('POST', `${site}/comments/${id}/flags`, flag)).status).toBe(202);
    expect(
      (await world.call('POST', `${site}/articles/a/comments`, { headers: from(address), body: '{' })).status,
    ).toBe(400);
    await world.settled();
    await until('the address is recorded', async () => (await idsOf(id)).length > 0);
    const { found, looked } = await tablesThatHold(world.databaseUrl, address);
    expect(found).toEqual([]);
    expect(looked).toBeGreaterThan(15);
    expect(tracesIn((await world.call<string>('GET', '/metrics')).body, address)).toEqual([]);
    world.service.logger.info('a line that must be captured');
    world.service.logger.flush();
    await until('the line is in the log', () => output.text().includes('a line that must be captured'));
    expect(tracesIn(output.text(), address)).toEqual([]);
  });
});
