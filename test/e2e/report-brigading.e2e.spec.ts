import { survivingPool } from '#platform/postgres';
import { type Sent, callFrom } from '#test/support/world/call-from';
import { readModelFaults } from '#test/support/kafka/four-invariants';
import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';
let world: World;
let moderator: string;
let admin: string;
beforeAll(async () => {
  world = await createWorld();
  moderator = await world.token({ sub: 'mod', roles: ['moderator'] });
  admin = await world.token({ sub: 'boss', roles: ['admin'] });
});
afterAll(() => world.stop());
beforeEach(() => setPolicy({}));

/** Sets the policy. Banned networks are not held, because all authors here share one address. */
async function setPolicy(changes: object): Promise<void> {
  const rules = { holdBannedNetworks: false, ...changes };
  const { headers } = await world.call('GET', `${site}/policy`, { token: admin });
  const ifMatch = { 'if-match': headers.get('etag') ?? '' };
  const { status } = await world.call('PUT', `${site}/policy`, { token: admin, body: rules, headers: ifMatch });
  expect(status).toBe(200);
}

let articles = 0;
/** Posts a comment under a new article. */
async function post(body = 'A fair point.', sub = 'ada') {
  const article = `report-${++articles}`;
  const token = await world.token({ sub });
  const posted = await world.call('POST', `${site}/articles/${article}/comments`, { token, body: { body } });
  const { id, author } = posted.body.comment as { id: string; author: { id: string } };
  return { id, article, token, authorId: author.id };
}
async function guest(name: string): Promise<{ id: string; token: string; authorId: string }> {
  const sent = { body: { body: 'Me, too.', author: { name } } };
  const { body } = await world.call('POST', `${site}/articles/guests/comments`, sent);
  return { id: body.comment.id, token: body.authorToken, authorId: body.comment.author.id };
}
const item = async (id: string) => {
  await world.settled();
  return (await world.call('GET', `${site}/moderation/items/${id}`, { token: moderator })).body;
};
const historyOf = async (id: string): Promise<{ type: string; data: Record<string, unknown> }[]> =>
  (await world.call('GET', `${site}/comments/${id}/history`, { token: moderator })).body.events;
const typesOf = async (id: string) => (await historyOf(id)).map(({ type }) => type);

const flag = (id: string, from: string, sent: Sent = {}) =>
  callFrom(world, from, 'POST', `${site}/comments/${id}/flags`, { body: { reason: 'spam' }, ...sent });
const reportAs = async (id: string, sub: string) => flag(id, '127.0.0.1', { token: await world.token({ sub }) });

const embed = (article: string): string => `${site}/articles/${article}/embed`;
const formOf = async (article: string): Promise<string> => {
  const { text } = await callFrom(world, '127.0.0.1', 'GET', embed(article));
  return / name="form" value="([^"]*)"/.exec(text)?.[1] ?? '';
};
const sendForm = (article: string, from: string, fields: Record<string, string>, headers = {}) =>
  callFrom(world, from, 'POST', embed(article), { form: { reason: 'spam', ...fields }, headers });

const decide = (commentId: string, decision: string, more: object = {}) =>
  world.call('POST', `${site}/moderation/decisions`, {
    token: moderator,
    body: { decisions: [{ commentId, decision, ...more }] },
  });
const undo = (commentId: string) =>
  world.call('POST', `${site}/moderation/undo`, { token: moderator, body: { commentId } });
const restrict = (author: string, kind: string, until?: string) =>
  world.call('POST', `${site}/authors/${author}/restrictions`, {
    token: moderator,
    body: { kind, reason: 'Insults, three times', ...(until && { until }) },
  });

describe('reports from one address', () => {
  it('count as one for all browsers, guests, forms and forged addresses', async () => {
    await setPolicy({ autoHideThreshold: 2, autoHideNetworks: 2 });
    const { id, article } = await post();
    const form = await formOf(article);
    const statuses = new Set<number>();
    for (let n = 0; n < 30; n++) {
      const headers = {
        'user-agent': `Browser ${n}`,
        'x-forwarded-for': `203.0.113.${n}`,
        'x-real-ip': `203.0.113.${n}`,
        forwarded: `for=203.0.113.${n}`,
        'idempotency-key': `report-${n}`,
      };
      const { token } = await guest(`Guest ${n}`);
      statuses.add((await flag(id, '127.0.0.1', { headers })).status);
      statuses.add((await flag(id, '127.0.0.1', { headers, token })).status);
      statuses.add((await sendForm(article, '127.0.0.1', { report: id, form, reason: 'hate' }, headers)).status);
    }
    expect(statuses).toEqual(new Set([202, 303]));
    expect(await item(id)).toMatchObject({ queue: 'reported', comment: { status: 'published' } });
    expect((await item(id)).flags).toEqual([{ reason: 'spam', count: 1, notes: [] }]);
    expect(await typesOf(id)).toEqual(['CommentPosted', 'CommentFlagged']);
  });

  it('stay one when a member reports as well, who counts separately', async () => {
    await setPolicy({ autoHideThreshold: 2, autoHideNetworks: 2 });
    const { id } = await post();
    await flag(id, '127.0.0.1');
    await flag(id, '127.0.0.1');
    expect((await item(id)).comment.status).toBe('published');
    await reportAs(id, 'reader-one');
    expect((await item(id)).comment.status).toBe('held');
  });
});

describe('reports from several networks', () => {
  it('hide a comment at the threshold, by form and JSON alike', async () => {
    const { id, article } = await post();
    const form = await formOf(article);
    for (const n of [1, 2, 3, 4]) {
      const from = `127.0.0.${n}`;
      if (n % 2 === 0) await flag(id, from);
      else expect((await sendForm(article, from, { report: id, form })).status).toBe(303);
    }
    expect((await item(id)).comment.status).toBe('published');
    await flag(id, '127.0.0.5');
    expect((await item(id)).comment.status).toBe('held');
    expect((await historyOf(id)).at(-1)).toMatchObject({
      type: 'CommentHeld',
      data: { because: 'reports', reports: 5 },
    });
  });

  it('must reach the policy’s number, while members only need their weight', async () => {
    await setPolicy({ autoHideThreshold: 2 });
    const [byGuests, byMembers] = [await post(), await post()];
    for (const n of [1, 2]) await flag(byGuests.id, `127.0.0.${n}`);
    expect((await item(byGuests.id)).comment.status).toBe('published');
    await flag(byGuests.id, '127.0.0.3');
    expect((await item(byGuests.id)).comment.status).toBe('held');
    for (const sub of ['one', 'two']) await reportAs(byMembers.id, sub);
    expect((await item(byMembers.id)).comment.status).toBe('held');
  });

  it('reach a threshold exactly: ten guests of weight 0.1 are one reader', async () => {
    await setPolicy({ guestFlagWeight: 0.1, autoHideThreshold: 1 });
    const { id } = await post();
    for (let n = 1; n <= 9; n++) await flag(id, `127.0.1.${n}`);
    expect(await item(id)).toMatchObject({ queue: null, comment: { status: 'published' } });
    await flag(id, '127.0.1.10');
    expect((await item(id)).comment.status).toBe('held');
  });
});

describe('a report by form', () => {
  const fields = { note: 'Look at the second line.', reason: 'hate' };

  it.each([
    ['no token', async () => ''],
    ['a forged token', async () => 'mb9xk2.AAAAAAAAAAAAAAAAAAAAAA'],
    ['the token of another article', async () => formOf('another')],
  ])('with %s is refused, and the page keeps what was typed', async (_what, token) => {
    const { id, article } = await post();
    await world.settled();
    const { status, text } = await sendForm(article, '127.0.0.1', { report: id, form: await token(), ...fields });
    expect(status).toBe(403);
    expect(text).toContain('That did not work. Your text is kept.');
    expect(text).toContain('value="Look at the second line."');
    expect(text).toMatch(/<input[^>]*value="hate"[^>]*checked/);
    expect(await typesOf(id)).toEqual(['CommentPosted']);
    // The page has a valid token, so the form only has to be sent again.
    const form = / name="form" value="([^"]*)"/.exec(text)?.[1] ?? '';
    expect((await sendForm(article, '127.0.0.1', { report: id, form, ...fields })).status).toBe(303);
    expect(await typesOf(id)).toEqual(['CommentPosted', 'CommentFlagged']);
  });

  it('is about a comment of the article that the form belongs to', async () => {
    const [here, there] = [await post(), await post()];
    const form = await formOf(here.article);
    expect((await sendForm(here.article, '127.0.0.1', { report: there.id, form })).status).toBe(403);
    expect(await typesOf(there.id)).toEqual(['CommentPosted']);
  });

  it('keeps the typed text if another field is missing', async () => {
    const { id, article } = await post();
    await world.settled();
    const form = await formOf(article);
    const { status, text } = await sendForm(article, '127.0.0.1', { report: id, form, ...fields, reason: 'none' });
    expect(status).toBe(422);
    expect(text).toContain('value="Look at the second line."');
  });

  it('does not put its note into another form if the comment is gone', async () => {
    const { id, article } = await post();
    await decide(id, 'reject', { reason: 'spam' });
    await world.settled();
    const { status, text } = await sendForm(article, '127.0.0.1', { report: id, form: 'made.up', ...fields });
    expect(status).toBe(403);
    expect(text).not.toContain(fields.note);
  });

  it('counts against the limit of reports, not of comments', async () => {
    const limited = await createWorld({ RATE_LIMITS: 'on' });
    const sendTo = (form: Record<string, string>) => callFrom(limited, '127.0.0.1', 'POST', embed('a'), { form });
    const unknown = { report: '01890000-0000-7000-8000-000000000000', reason: 'spam' };
    const statuses: number[] = [];
    for (let n = 0; n < 121; n++) statuses.push((await sendTo(unknown)).status);
    expect(statuses.slice(0, 120).every((status) => status === 403)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
    const flags = { body: { reason: 'spam' } };
    const flagged = await callFrom(limited, '127.0.0.1', 'POST', `${site}/comments/${unknown.report}/flags`, flags);
    expect(flagged.status).toBe(429);
    expect((await sendTo({ body: 'A comment.', name: 'Gus' })).status).toBe(303);
    await limited.stop();
  });
});

describe('an approval', () => {
  it('doubles the weight needed to queue and hide the comment, until it is undone', async () => {
    await setPolicy({ autoHideThreshold: 2, autoHideNetworks: 1 });
    const { id } = await post();
    await reportAs(id, 'm1');
    await decide(id, 'approve');
    await reportAs(id, 'm2');
    expect(await item(id)).toMatchObject({ queue: null, comment: { status: 'approved' } });
    await reportAs(id, 'm3');
    expect(await item(id)).toMatchObject({ queue: 'reported', comment: { status: 'approved' } });
    await reportAs(id, 'm4');
    await decide(id, 'approve');
    for (const sub of ['m5', 'm6']) await reportAs(id, sub);
    expect((await item(id)).queue).toBeNull();
    await reportAs(id, 'm7');
    expect((await item(id)).queue).toBe('reported');
    await undo(id);
    expect(await item(id)).toMatchObject({ queue: 'pending', comment: { status: 'held' } });
  });

  it('may ignore later reports of this version, until it is undone or the text changes', async () => {
    const { id, token } = await post();
    await reportAs(id, 'm1');
    expect((await decide(id, 'approve', { ignoreReports: true })).body.results[0].outcome).toBe('applied');
    for (let n = 1; n <= 9; n++) expect((await flag(id, `127.0.2.${n}`)).status).toBe(202);
    expect((await reportAs(id, 'm2')).status).toBe(202);
    expect(await item(id)).toMatchObject({ queue: null, flags: [], comment: { status: 'approved' } });
    expect(await typesOf(id)).toEqual(['CommentPosted', 'CommentFlagged', 'CommentApproved']);
    expect((await historyOf(id)).at(-1)?.data).toMatchObject({ ignoreReports: true });

    await undo(id);
    expect((await item(id)).queue).toBe('reported');
    await reportAs(id, 'm2');
    expect((await typesOf(id)).at(-1)).toBe('CommentFlagged');

    await decide(id, 'approve', { ignoreReports: true });
    await world.call('PATCH', `${site}/comments/${id}`, { token, body: { body: 'Another text.' } });
    await reportAs(id, 'm2');
    expect(await item(id)).toMatchObject({ queue: 'reported', comment: { status: 'published' } });
  });

  it('is the only decision that may ignore reports', async () => {
    const { id } = await post();
    for (const decision of ['reject', 'escalate', 'reopen']) {
      const refused = await decide(id, decision, { ignoreReports: true, reason: 'spam' });
      expect(refused.status).toBe(422);
      expect(refused.body.errors).toMatchObject([{ pointer: '/decisions/0/ignoreReports' }]);
    }
    expect((await decide(id, 'escalate', { ignoreReports: false })).status).toBe(200);
  });
});

describe('a banned or suspended author', () => {
  const soon = new Date(Date.now() + 3_600_000).toISOString();

  it.each([
    ['banned', undefined],
    ['suspended', soon],
    ['muted', undefined],
  ])('reports without weight while they are %s, as a member and as a guest', async (kind, until) => {
    const [member, visitor] = [await post('Mine.', `member-${kind}`), await guest(`Guest ${kind}`)];
    const { id } = await post('Fine.', `author-${kind}`);
    await world.settled();
    for (const author of [member.authorId, visitor.authorId])
      expect((await restrict(author, kind, until)).status).toBe(200);
    expect((await flag(id, '127.0.0.1', { token: member.token })).status).toBe(202);
    expect((await flag(id, '127.0.0.1', { token: visitor.token })).status).toBe(202);
    expect(await item(id)).toMatchObject({ queue: null, flags: [], author: { counts: { flagged: 0 } } });
    expect((await historyOf(id)).slice(1).map(({ data }) => data['weight'])).toEqual([0, 0]);
    // Their report must not count as the report of others in their network.
    await flag(id, '127.0.0.1');
    expect(await item(id)).toMatchObject({ queue: 'reported', flags: [{ reason: 'spam', count: 1 }] });
  });

  it.each([
    ['banned', undefined],
    ['suspended', soon],
  ])('is told why they like nothing while they are %s, and may take a like back', async (kind, until) => {
    const fan = await post('Mine.', `fan-${kind}`);
    const [liked, other] = [await post(), await post()];
    const like = (method: string, id: string) =>
      world.call(method, `${site}/comments/${id}/like`, { token: fan.token });
    expect((await like('PUT', liked.id)).body.likes).toBe(1);
    await world.settled();
    await restrict(fan.authorId, kind, until);
    const refused = await like('PUT', other.id);
    expect(refused).toMatchObject({
      status: 403,
      body: { reason: 'Insults, three times', until: until ?? null },
    });
    expect(refused.body.type).toContain(`author-${kind}`);
    expect((await like('DELETE', liked.id)).body.likes).toBe(0);
    expect((await world.call('GET', `${site}/comments/${other.id}`)).body.comment.likes).toBe(0);
  });
});

describe("an author's report of their own comment", () => {
  it('weighs nothing, whether they are a member or a guest', async () => {
    const [member, visitor] = [await post('Mine.', 'selfish'), await guest('Selfish')];
    for (const own of [member, visitor]) {
      expect((await flag(own.id, '127.0.0.1', { token: own.token })).status).toBe(202);
      expect(await item(own.id)).toMatchObject({ queue: null, flags: [] });
    }
  });
});

describe('the read models after these specs', () => {
  it('equal a replay of the log', async () => {
    await world.settled();
    const pool = survivingPool({ connectionString: world.databaseUrl });
    expect(await readModelFaults({ pool, log: world.service.eventLog })).toEqual([]);
    await pool.end();
  });
});
