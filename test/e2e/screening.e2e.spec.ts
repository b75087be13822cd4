import { type World, createWorld } from '#test/support/world/world';

let world: World;
let moderator: string;
let admin: string;
beforeAll(async () => {
  world = await createWorld({ SITES: sites.join(',') });
  moderator = await world.token({ sub: 'mod', roles: ['moderator'] });
  admin = await world.token({ sub: 'boss', roles: ['admin'] });
});
afterAll(() => world.stop());

/** Each spec uses its own site and so its own policy. */
const sites = [
  ...['again', 'age', 'banned', 'better', 'doubt', 'edited', 'fame', 'guests', 'locked'],
  ...['many', 'muted', 'new', 'noted', 'nudge', 'past', 'premod', 'shown', 'trust'],
];
const at = (site: string) => `/v1/sites/${site}`;

async function setPolicy(site: string, rules: object) {
  const { headers } = await world.call('GET', `${at(site)}/policy`, { token: admin });
  const body = { ...rules };
  const etag = headers.get('etag') ?? '';
  return world.call('PUT', `${at(site)}/policy`, { token: admin, body, headers: { 'if-match': etag } });
}
const post = async (
  site: string,
  body: string,
  { sub = 'ada', article = 'a', ...more }: Record<string, unknown> = {},
) =>
  world.call('POST', `${at(site)}/articles/${String(article)}/comments`, {
    token: await world.token({ sub: String(sub) }),
    body: { body, ...more },
  });
const queue = async (site: string, name: string) => {
  await world.settled();
  return (await world.call('GET', `${at(site)}/moderation/queues/${name}`, { token: moderator })).body.items;
};
const decide = (site: string, commentId: string, decision: string) =>
  world.call('POST', `${at(site)}/moderation/decisions`, {
    token: moderator,
    body: { decisions: [{ commentId, decision, ...(decision === 'reject' && { reason: 'spam' }) }] },
  });
const restrict = (site: string, author: string, kind: string) =>
  world.call('POST', `${at(site)}/authors/${author}/restrictions`, {
    token: moderator,
    body: { kind, reason: 'So that we see.' },
  });
const flag = async (site: string, id: string, sub?: string) =>
  world.call('POST', `${at(site)}/comments/${id}/flags`, {
    ...(sub !== undefined && { token: await world.token({ sub }) }),
    body: { reason: 'spam' },
  });

describe('a comment with findings', () => {
  it('is held, and the queue shows the rule, its evidence and the place in the text', async () => {
    await setPolicy('doubt', { suspectWords: ['snake oil'] });
    const posted = await post('doubt', 'Buy my sn4ke oil today');
    expect(posted.body.comment).toMatchObject({ status: 'held', notice: expect.any(String) });
    const [item] = await queue('doubt', 'pending');
    expect(item.findings).toEqual([
      { rule: 'suspect-words', ruleVersion: 2, action: 'hold', evidence: { count: 1, ranges: [[7, 16]] } },
    ]);
    const [start, end] = item.findings[0].evidence.ranges[0];
    expect(item.comment.body.slice(start, end)).toBe('sn4ke oil');
  });

  it('is checked as readers would see it, when it is posted and when it is edited', async () => {
    await setPolicy('shown', { suspectWords: ['snake oil'], bannedWords: ['idiot'], holdLinks: 2 });
    const doubted = ['Buy sn**ake**&nbsp;oil', '[a](&#104;ttps://a.example) [b](mailto:eve@b.example)'];
    for (const body of doubted) expect((await post('shown', body)).body.comment.status).toBe('held');
    const [words, links] = await queue('shown', 'pending');
    expect(words.findings).toMatchObject([{ rule: 'suspect-words', evidence: { ranges: [[4, 22]] } }]);
    expect(links.findings).toMatchObject([{ rule: 'links', evidence: { links: 2, hosts: 'a.example, b.example' } }]);
    expect((await post('shown', 'You id**iot**')).body.rules).toEqual([{ rule: 'banned-words', ranges: [[4, 11]] }]);
    const { comment } = (await post('shown', 'Well done.')).body;
    const edited = await world.call('PATCH', `${at('shown')}/comments/${comment.id}`, {
      token: await world.token({ sub: 'ada' }),
      body: { body: 'Well &#105;diot.' },
    });
    expect(edited.body.rules).toEqual([{ rule: 'banned-words', ranges: [[5, 15]] }]);
  });

  it('is published with its findings in post-moderation', async () => {
    await setPolicy('noted', { suspectWords: ['snake oil'], mode: 'post' });
    const { body } = await post('noted', 'snake oil');
    expect(body.comment.status).toBe('published');
    const history = await world.call('GET', `${at('noted')}/comments/${body.comment.id}/history`, { token: moderator });
    expect(history.body.events[0].data.findings).toMatchObject([{ rule: 'suspect-words', action: 'note' }]);
  });
});

describe('a banned word', () => {
  it('is refused with the rule and the place, and nothing is stored', async () => {
    await setPolicy('banned', { bannedWords: ['idiot'] });
    const refused = await post('banned', 'You ІDIOT!', { nudged: true });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      type: '/docs/problems#banned-words',
      rules: [{ rule: 'banned-words', ranges: [[4, 9]] }],
    });
    expect((await post('banned', 'The Scunthorpe of idiotic ideas')).body.comment.status).toBe('published');
    await world.settled();
    expect((await world.call('GET', `${at('banned')}/articles/a`)).body.commentCount).toBe(1);
  });

  it('is refused in an edit, and the comment stays unchanged', async () => {
    await setPolicy('edited', { bannedWords: ['idiot'] });
    const { id } = (await post('edited', 'You are kind.')).body.comment;
    const token = await world.token({ sub: 'ada' });
    const edited = await world.call('PATCH', `${at('edited')}/comments/${id}`, { token, body: { body: 'You idiot.' } });
    expect([edited.status, edited.body.type]).toEqual([422, '/docs/problems#banned-words']);
    await world.settled();
    expect((await world.call('GET', `${at('edited')}/comments/${id}`)).body.comment.body).toBe('You are kind.');
  });

  it('does not apply to staff and trusted authors', async () => {
    await setPolicy('trust', { bannedWords: ['idiot'], holdLinks: 1 });
    const first = await post('trust', 'Hello.');
    expect((await post('trust', 'An idiot.')).status).toBe(422);
    await world.settled();
    expect((await restrict('trust', first.body.comment.author.id, 'trusted')).status).toBe(200);
    expect((await post('trust', 'An idiot, see https://x.example')).body.comment.status).toBe('published');
    const staff = await world.call('POST', `${at('trust')}/articles/a/comments`, {
      token: moderator,
      body: { body: 'Idiot is a word of Greek origin.' },
    });
    expect(staff.body.comment).toMatchObject({ status: 'published', author: { badge: 'staff' } });
  });

  it('is found in a list of five thousand', async () => {
    const bannedWords = Array.from({ length: 5000 }, (_, number) => `forbidden${number}`);
    expect((await setPolicy('many', { bannedWords })).status).toBe(200);
    expect((await post('many', 'This is FORBIDDEN4321.')).status).toBe(422);
    expect((await post('many', 'This is forbidden.')).status).toBe(201);
  });
});

describe('a nudge', () => {
  it('asks the author first, and holds the comment marked as nudged when it is sent again', async () => {
    await setPolicy('nudge', { holdShouting: 80 });
    const body = 'WHY DO THEY NEVER LISTEN TO ME';
    const headers = { 'idempotency-key': 'shout-1' };
    const token = await world.token({ sub: 'ada' });
    const send = (more: object) =>
      world.call('POST', `${at('nudge')}/articles/a/comments`, { token, headers, body: { body, ...more } });
    const asked = await send({});
    expect([asked.status, asked.body.type]).toEqual([422, '/docs/problems#nudge']);
    expect(asked.body.rules).toEqual([{ rule: 'shouting' }]);
    expect(await queue('nudge', 'pending')).toEqual([]);
    const sent = await send({ nudged: true });
    expect([sent.status, sent.body.comment.status]).toEqual([201, 'held']);
    const [item] = await queue('nudge', 'pending');
    expect(item.findings).toMatchObject([{ rule: 'shouting', action: 'nudge' }]);
  });

  it('does not hold an improved text', async () => {
    await setPolicy('better', { holdShouting: 80 });
    expect((await post('better', 'WHY DO THEY NEVER LISTEN TO ME')).status).toBe(422);
    expect((await post('better', 'Why do they never listen to me?')).body.comment.status).toBe('published');
  });
});

describe('an author’s history', () => {
  it('holds a new author’s first comments only', async () => {
    await setPolicy('new', { holdNewAuthors: 2 });
    for (const body of ['One.', 'Two.']) {
      const { comment } = (await post('new', body)).body;
      expect(comment.status).toBe('held');
      const [{ findings }] = await queue('new', 'pending');
      expect(findings).toMatchObject([{ rule: 'new-author', evidence: { needed: 2 } }]);
      await decide('new', comment.id, 'approve');
      await world.settled();
    }
    expect((await post('new', 'Three.')).body.comment.status).toBe('published');
    expect((await post('new', 'Hello.', { sub: 'bob' })).body.comment.status).toBe('held');
  });

  it('holds comments after many rejections in the last week', async () => {
    for (const body of ['One.', 'Two.', 'Three.', 'Four.']) {
      const { comment } = (await post('past', body)).body;
      if (body !== 'Four.') await decide('past', comment.id, 'reject');
    }
    await world.settled();
    await setPolicy('past', { holdRecentRejections: 30 });
    expect((await post('past', 'Five.')).body.comment.status).toBe('held');
    const [{ findings }] = await queue('past', 'pending');
    const evidence = { published: 1, rejected: 3, days: 7, from: 30 };
    expect(findings).toMatchObject([{ rule: 'recent-history', evidence }]);
  });

  it('holds a text that they just sent, under any article and in any spelling', async () => {
    await setPolicy('again', { repeatedTextMinutes: 6, nudge: [] });
    expect((await post('again', 'Well done!')).body.comment.status).toBe('published');
    expect((await post('again', 'WELL  done!', { article: 'b' })).body.comment.status).toBe('held');
    expect((await post('again', 'Well done!', { sub: 'bob' })).body.comment.status).toBe('published');
    const [{ findings }] = await queue('again', 'pending');
    expect(findings).toMatchObject([{ rule: 'repeated-text' }]);
  });

  it('holds a premoderated author’s comments, even if they are trusted', async () => {
    const author = (await post('premod', 'Hello.')).body.comment.author.id;
    await world.settled();
    await restrict('premod', author, 'trusted');
    await restrict('premod', author, 'premoderated');
    expect((await post('premod', 'Me again.')).body.comment.status).toBe('held');
    const [{ findings }] = await queue('premod', 'pending');
    expect(findings).toMatchObject([{ rule: 'pre-moderation', evidence: { by: 'author' } }]);
  });
});

describe('an article that closes by its age', () => {
  it('is open for a time after its first comment, which its publisher can change', async () => {
    await setPolicy('age', { closeAfterDays: 3 });
    expect((await post('age', 'First.')).status).toBe(201);
    await world.settled();
    const { body } = await world.call('GET', `${at('age')}/articles/a`);
    const left = new Date(body.closesAt).getTime() - Date.now();
    expect(body.open).toBe(true);
    expect(left).toBeGreaterThan(2.9 * 86_400_000);
    expect(left).toBeLessThanOrEqual(3 * 86_400_000);
    const closesAt = new Date(Date.now() - 1000).toISOString();
    await world.call('PUT', `${at('age')}/articles/a`, { token: moderator, body: { closesAt } });
    expect((await post('age', 'Too late.')).status).toBe(409);
  });
});

describe('a report', () => {
  it('by a muted reporter is accepted without effect', async () => {
    const id = (await post('muted', 'Fine.')).body.comment.id;
    const muted = (await post('muted', 'I report everything.', { sub: 'crier' })).body.comment.author.id;
    await world.settled();
    expect((await restrict('muted', muted, 'muted')).status).toBe(200);
    expect((await flag('muted', id, 'crier')).status).toBe(202);
    expect(await queue('muted', 'reported')).toEqual([]);
    await flag('muted', id, 'reader');
    expect(await queue('muted', 'reported')).toHaveLength(1);
  });

  it('by a guest has the policy’s weight, and many of them make one item', async () => {
    await setPolicy('guests', { guestFlagWeight: 0 });
    const id = (await post('guests', 'Fine.')).body.comment.id;
    await flag('guests', id);
    expect(await queue('guests', 'reported')).toEqual([]);
    for (const sub of ['r1', 'r2', 'r3']) await flag('guests', id, sub);
    expect(await queue('guests', 'reported')).toHaveLength(1);
  });

  it('weighs less from a reporter whose reports were never upheld', async () => {
    for (let number = 0; number < 6; number++) {
      const { id } = (await post('fame', `Fine ${number}.`)).body.comment;
      await flag('fame', id, 'wolf');
      await decide('fame', id, 'approve');
    }
    await world.settled();
    await setPolicy('fame', { lowestReporterWeight: 0.5 });
    const { id } = (await post('fame', 'Fine, too.')).body.comment;
    await flag('fame', id, 'wolf');
    const history = await world.call('GET', `${at('fame')}/comments/${id}/history`, { token: moderator });
    expect(history.body.events.at(-1)).toMatchObject({ type: 'CommentFlagged', data: { weight: 0.5 } });
    expect(await queue('fame', 'reported')).toEqual([]);
  });
});

describe('a policy', () => {
  it('that would lock out all readers is refused with the reason', async () => {
    const refused = await setPolicy('locked', { minLength: 20, maxLength: 10 });
    expect([refused.status, refused.body.type]).toEqual([422, '/docs/problems#policy-contradicts-itself']);
    expect(refused.body.detail).toContain('every comment would be refused');
  });
});
