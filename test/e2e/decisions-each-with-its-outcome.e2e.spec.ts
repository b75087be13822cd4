import { type World, createWorld } from '#test/support/world/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

const site = '/v1/sites/default';
const junior = { sub: 'jun', name: 'Jun', queues: ['pending'] };
const senior = { sub: 'sen', name: 'Sen' };
const call = async (method: string, path: string, claims: object, body?: object, headers?: Record<string, string>) =>
  world.call(method, `${site}${path}`, {
    token: await world.token({ sub: 'mo', roles: ['moderator'], ...claims }),
    ...(body && { body }),
    ...(headers && { headers }),
  });
const post = async (body: string): Promise<string> => {
  await call('PUT', '/articles/held', senior, { mode: 'pre' });
  const posted = await call('POST', '/articles/held/comments', { sub: 'writer', roles: [] }, { body });
  return posted.body.comment.id;
};
const decide = (claims: object, decision: string, ids: readonly string[], headers?: Record<string, string>) => {
  const decisions = ids.map((commentId) => ({ commentId, decision, reason: 'spam' }));
  return call('POST', '/moderation/decisions', claims, { decisions }, headers);
};
const outcomes = ({ body }: { body: { results: { outcome: string }[] } }) => body.results.map(({ outcome }) => outcome);
const statusOf = async (id: string) => {
  await world.settled();
  return (await call('GET', `/comments/${id}`, senior)).body.comment.status;
};

describe('a batch of decisions', () => {
  it('has an outcome for each, and no details for comments out of reach', async () => {
    const [mine, hers, other] = [await post('one'), await post('two'), await post('three')];
    await decide(senior, 'escalate', [hers]);
    const unknown = '01890000-0000-7000-8000-000000000000';
    const answer = await decide(junior, 'approve', [mine, hers, unknown, other]);
    expect(answer.status).toBe(200);
    expect(outcomes(answer)).toEqual(['applied', 'forbidden', 'not-found', 'applied']);
    expect(answer.body.results[1]).toEqual({
      ...{ commentId: hers, outcome: 'forbidden', status: null, version: null, position: null },
      problem: expect.objectContaining({ status: 403, detail: 'Your token has no access to this queue.' }),
    });
    expect(answer.headers.get('x-stale')).toBeNull();
    expect(await Promise.all([mine, hers, other].map(statusOf))).toEqual(['approved', 'escalated', 'approved']);
  });

  it('is answered with all outcomes even if all are out of reach; a single decision is refused', async () => {
    const ids = [await post('four'), await post('five')];
    await decide(senior, 'escalate', ids);
    const answer = await decide(junior, 'reject', ids);
    expect([answer.status, outcomes(answer)]).toEqual([200, ['forbidden', 'forbidden']]);
    expect((await decide(junior, 'reject', ids.slice(1))).status).toBe(403);
  });

  it('names an earlier decision of another moderator only on comments in reach', async () => {
    const ids = [await post('six'), await post('seven')];
    const decisions = ids.map((commentId) => ({ commentId, decision: 'approve', expectedVersion: 1 }));
    await decide(senior, 'escalate', [ids[0]!]);
    await decide(senior, 'reject', [ids[1]!]);
    const { body } = await call('POST', '/moderation/decisions', junior, { decisions });
    expect(body.results).toMatchObject([
      { outcome: 'forbidden', status: null },
      { outcome: 'conflict', status: 'rejected', conflict: { by: { name: 'Sen' }, decision: 'reject' } },
    ]);
    expect(body.results[0].conflict).toBeUndefined();
  });

  it('is refused as a whole if its key was used for another request', async () => {
    const ids = [await post('eleven'), await post('twelve')];
    const key = { 'idempotency-key': 'used-twice' };
    await decide(junior, 'approve', ids, key);
    expect((await decide(junior, 'reject', ids, key)).status).toBe(422);
  });
});

describe('undoing a batch', () => {
  const undo = (claims: object, batchId: string) => call('POST', '/moderation/undo', claims, { batchId });
  const batchOf = async (claims: object, decision: string, ids: readonly string[]): Promise<string> =>
    (await decide(claims, decision, ids)).body.batchId;

  it('undoes what it can, and reports comments that moved out of reach or were decided again', async () => {
    const ids = [await post('13'), await post('14'), await post('15')];
    const batch = await batchOf(junior, 'reject', ids);
    await decide(senior, 'escalate', [ids[0]!]);
    await decide(senior, 'approve', [ids[1]!]);
    const answer = await undo(junior, batch);
    expect(answer.body.results.map(({ commentId, outcome }: Record<string, string>) => [commentId, outcome])).toEqual([
      [ids[0], 'forbidden'],
      [ids[1], 'conflict'],
      [ids[2], 'applied'],
    ]);
    expect(await Promise.all(ids.map(statusOf))).toEqual(['escalated', 'approved', 'held']);
  });

  it('of another moderator leaves out comments out of reach', async () => {
    const ids = [await post('16'), await post('17')];
    const batch = await batchOf(senior, 'reject', ids);
    await decide(senior, 'escalate', [ids[0]!]);
    const answer = await undo(junior, batch);
    expect(answer.body.results).toMatchObject([{ commentId: ids[1], outcome: 'applied' }]);
    await decide(senior, 'escalate', [ids[1]!]);
    expect((await undo(junior, batch)).status).toBe(403);
  });

  it('has one result for a comment that the batch decided twice', async () => {
    const id = await post('18');
    const decisions = ['approve', 'reject'].map((decision) => ({ commentId: id, decision, reason: 'spam' }));
    const { body } = await call('POST', '/moderation/decisions', senior, { decisions });
    expect((await undo(senior, body.batchId)).body.results).toMatchObject([{ outcome: 'applied', status: 'held' }]);
  });
});
