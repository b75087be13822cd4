import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';
let world: World;
let admin: string;
let moderator: string;
beforeAll(async () => {
  world = await createWorld();
  admin = await world.token({ sub: 'boss', name: 'The Boss', roles: ['admin'] });
  moderator = await world.token({ sub: 'maria', name: 'Maria Lund', roles: ['moderator'] });
});
afterAll(() => world.stop());

const tried = async (body: object, token = moderator) => {
  const answer = await world.call('POST', `${site}/policy/try`, { token, body });
  return { status: answer.status, body: answer.body };
};
const outcomeOf = async (body: object) => (await tried(body)).body.outcome;

describe('a policy that is tried', () => {
  const policy = {
    bannedWords: ['idiot*'],
    suspectWords: ['snake oil'],
    holdLinks: 2,
    holdShouting: 80,
    maxLength: 100,
  };

  it('returns the outcome of a text as readers would see it', async () => {
    for (const [text, outcome] of [
      ['A kind word', 'published'],
      ['An id**iot**ic plan', 'refused'],
      ['Buy my snake oil', 'held'],
      ['THIS IS WHAT I THINK OF THAT', 'reconsider'],
      ['[a](https://a.example) [b](https://b.example)', 'held'],
      ['x'.repeat(101), 'refused'],
    ])
      expect([text, await outcomeOf({ policy, text })]).toEqual([text, outcome]);
    expect(await outcomeOf({ policy: { ...policy, mode: 'pre' }, text: 'A kind word' })).toBe('held');
    expect(await outcomeOf({ policy: { ...policy, mode: 'post' }, text: 'Buy my snake oil' })).toBe('published');
  });

  it('names the matching entries and marks them in the text', async () => {
    const { body } = await tried({ policy, text: ' An id**iot**ic plan for snake oil ' });
    expect(body).toMatchObject({
      text: 'An id**iot**ic plan for snake oil',
      findings: [
        { rule: 'banned-words', action: 'reject', evidence: { count: 1 } },
        { rule: 'suspect-words', action: 'hold', evidence: { ranges: [[24, 33]] } },
      ],
      matches: [
        { list: 'banned', entry: 'idiot*' },
        { list: 'suspect', entry: 'snake oil' },
      ],
      warnings: [],
    });
  });

  it('checks a name, with or without a text', async () => {
    expect(await outcomeOf({ policy, authorName: 'Idiotic' })).toBe('refused');
    expect(await outcomeOf({ policy: { ...policy, minLength: 20 }, authorName: 'Ada' })).toBe('published');
    const { body } = await tried({ policy, text: 'Hello', authorName: 'Admin' });
    expect(body).toMatchObject({ outcome: 'held', findings: [{ rule: 'lookalike-name' }] });
    expect(await outcomeOf({ policy })).toBeNull();
  });

  it('is by default the current policy, and nothing is stored', async () => {
    const before = (await world.call('GET', `${site}/policy`, { token: admin })).body;
    expect(await outcomeOf({ text: 'idiotic' })).toBe('published');
    expect((await world.call('GET', `${site}/policy`, { token: admin })).body).toEqual(before);
  });

  it('is refused with the same errors as on saving', async () => {
    const invalid = await tried({ policy: { bannedWords: [''] }, text: 'x' });
    expect([invalid.status, invalid.body.errors[0].pointer]).toEqual([422, '/policy/bannedWords/0']);
    const contradicting = await tried({ policy: { minLength: 50, maxLength: 20 }, text: 'x' });
    expect(contradicting).toMatchObject({ status: 422, body: { type: '/docs/problems#policy-contradicts-itself' } });
    const reader = await world.token({ sub: 'reader' });
    expect((await tried({ text: 'x' }, reader)).status).toBe(403);
  });
});

describe('policy warnings', () => {
  it('are in every answer about the policy, and do not prevent saving', async () => {
    const lists = { bannedWords: ['idiot, fool; moron', '*ass*', 'Blockhead', 'blockhead'] };
    const kinds = ['several-words', 'repeated', 'common-words'];
    const { headers } = await world.call('GET', `${site}/policy`, { token: admin });
    const saved = await world.call('PUT', `${site}/policy`, {
      token: admin,
      body: lists,
      headers: { 'if-match': String(headers.get('etag')) },
    });
    expect(saved.status).toBe(200);
    const read = await world.call('GET', `${site}/policy`, { token: moderator });
    for (const body of [saved.body, read.body, (await tried({})).body])
      expect(body.warnings.map(({ kind }: { kind: string }) => kind)).toEqual(kinds);
    expect(read.body.warnings[2]).toMatchObject({
      pointer: '/bannedWords/1',
      examples: expect.arrayContaining(['class']),
    });
  });
});
