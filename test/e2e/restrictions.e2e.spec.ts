import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';
let here: World;
/** A second process of the same installation, with its own caches. */
let there: World;
let moderator: string;
beforeAll(async () => {
  here = await createWorld({ SITES: 'elsewhere' });
  there = await createWorld({}, here);
  moderator = await here.token({ sub: 'mod', roles: ['moderator'] });
});
afterAll(async () => {
  await there.stop();
  await here.stop();
});

async function writer(sub: string): Promise<{ token: string; id: string; commentId: string }> {
  const token = await here.token({ sub });
  const { body } = await here.call('POST', `${site}/articles/r/comments`, { token, body: { body: 'a first word' } });
  // The other process caches the writer as an author without restrictions.
  const other = { token, body: { body: 'a second word' } };
  expect((await there.call('POST', `${site}/articles/r/comments`, other)).body.comment.author.id).toBe(
    body.comment.author.id,
  );
  await here.settled();
  return { token, id: body.comment.author.id, commentId: body.comment.id };
}
const restrict = (id: string, kind: string, until?: Date, reason = `${kind} for good reasons`) =>
  here.call('POST', `${site}/authors/${id}/restrictions`, {
    token: moderator,
    body: { kind, reason, ...(until && { until: until.toISOString() }) },
  });
const post = (world: World, token: string, body: string) =>
  world.call('POST', `${site}/articles/r/comments`, { token, body: { body } });

describe('an author’s history', () => {
  const history = (id: string, token: string | undefined = moderator, at = site) =>
    here.call('GET', `${at}/authors/${id}/history`, { token });

  it('has every restriction with its reason, even after its end, and is closed to readers and other sites', async () => {
    const { token, id } = await writer('eventful');
    expect((await history(id)).body).toEqual({ authorId: id, events: [], nextCursor: null });
    const until = new Date('2090-01-01T00:00:00Z');
    await restrict(id, 'suspended', until, 'Insults, three times');
    await here.call('DELETE', `${site}/authors/${id}/restrictions/suspended`, { token: moderator });
    const { status, body } = await history(id);
    expect(status).toBe(200);
    expect(body.events).toMatchObject([
      {
        type: 'AuthorRestricted',
        personal: { reason: 'Insults, three times' },
        data: { kind: 'suspended', until: until.toISOString(), moderatorId: expect.any(String) },
      },
      { type: 'AuthorRestrictionLifted', data: { kind: 'suspended' } },
    ]);
    expect((await history(id, token)).status).toBe(403);
    expect((await history(id, moderator, '/v1/sites/elsewhere')).status).toBe(404);
    expect((await history('01890000-0000-7000-8000-000000000000')).status).toBe(404);
  });
});

describe('a ban', () => {
  it('applies to the next command in every process, with its reason', async () => {
    const { token, id, commentId } = await writer('banned');
    expect((await restrict(id, 'banned')).status).toBe(200);
    const edit = { token, body: { body: 'a better word' } };
    for (const refused of [
      await post(there, token, 'a third word'),
      await there.call('PATCH', `${site}/comments/${commentId}`, edit),
      await post(here, token, 'a third word'),
    ]) {
      expect(refused.status).toBe(403);
      expect(refused.body).toMatchObject({
        reason: 'banned for good reasons',
        detail: 'banned for good reasons',
        until: null,
      });
      expect(refused.body.type).toContain('author-banned');
    }
    const withdrawn = await there.call('DELETE', `${site}/comments/${commentId}`, { token });
    expect(withdrawn.status).toBe(200);
  });

  it('no longer applies to the next command after it is lifted', async () => {
    const { token, id } = await writer('lifted');
    await restrict(id, 'banned');
    expect((await post(there, token, 'still out')).status).toBe(403);
    await here.settled();
    const lifted = await here.call('DELETE', `${site}/authors/${id}/restrictions/banned`, { token: moderator });
    expect(lifted.status).toBe(200);
    // A refused command does not reach the log's guards, so the other process must not trust its cache.
    expect((await post(here, token, 'back in')).status).toBe(201);
    expect((await post(there, token, 'back in there, too')).status).toBe(201);
  });
});

describe('a suspension', () => {
  it('is refused with its end', async () => {
    const { token, id } = await writer('suspended');
    const until = new Date(Date.now() + 3_600_000);
    await restrict(id, 'suspended', until);
    const refused = await post(there, token, 'too early');
    expect(refused).toMatchObject({
      status: 403,
      body: { reason: 'suspended for good reasons', until: until.toISOString() },
    });
  });

  it('ends at its time, without a job', async () => {
    const { token, id } = await writer('served');
    await restrict(id, 'suspended', new Date(Date.now() - 1));
    expect((await post(here, token, 'time is up')).status).toBe(201);
    expect((await post(there, token, 'time is up there')).status).toBe(201);
    await here.settled();
    const record = await here.call('GET', `${site}/authors/${id}`, { token: moderator });
    expect(record.body.restrictions).toEqual([]);
  });
});

describe('premoderation', () => {
  it('holds the next comment in every process', async () => {
    const { token, id } = await writer('watched');
    await restrict(id, 'premoderated');
    const { body } = await post(there, token, 'look at this first');
    expect(body.comment).toMatchObject({ status: 'held', notice: expect.any(String) });
  });
});
