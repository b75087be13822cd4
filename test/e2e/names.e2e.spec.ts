import { Policy } from '#contracts/policy';
import { until } from '#test/support/time/until';
import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';
let world: World;
let admin: string;
let maria: { token: string; id: string };
beforeAll(async () => {
  world = await createWorld();
  admin = await world.token({ sub: 'boss', name: 'The Boss', roles: ['admin'] });
  const token = await world.token({ sub: 'maria', name: 'Maria Lund', roles: ['moderator'] });
  const { body } = await world.call('POST', `${site}/articles/m/comments`, { token, body: { body: 'We listen.' } });
  maria = { token, id: body.comment.author.id };
});
afterAll(() => world.stop());

const asGuest = (name: string, article = 'm', token?: string) =>
  world.call('POST', `${site}/articles/${article}/comments`, { token, body: { body: 'a word', author: { name } } });
const byForm = (fields: Record<string, string>) =>
  fetch(`${world.url}${site}/articles/m/embed`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ body: 'by a form', name: 'Formica', ...fields }),
  });
async function findingsOf(commentId: string): Promise<unknown[]> {
  await world.settled();
  return (await world.call('GET', `${site}/moderation/items/${commentId}`, { token: admin })).body.findings;
}
const setPolicy = async (changes: object) => {
  const { body, headers } = await world.call('GET', `${site}/policy`, { token: admin });
  return world.call('PUT', `${site}/policy`, {
    token: admin,
    body: { ...body.policy, ...changes },
    headers: { 'if-match': String(headers.get('etag')) },
  });
};

describe('a name or a text without visible characters', () => {
  const blanks = ['\u3164', '\u2800', '\u200b', '\u00ad', '\u{e0001}', '\ufe0f', '\u200d', '\u2063', '\u115f'];

  it.each(blanks.map((blank) => [blank.codePointAt(0)?.toString(16), blank]))(
    'is refused in every field: U+%s',
    async (code, blank) => {
      const { body: posted } = await asGuest('Formica', 'blanks');
      const { id } = posted.comment;
      const token = maria.token;
      const answers = {
        name: await asGuest(String(blank)),
        body: await world.call('POST', `${site}/articles/m/comments`, { token, body: { body: blank } }),
        edit: await world.call('PATCH', `${site}/comments/${id}`, { token: posted.authorToken, body: { body: blank } }),
        title: await world.call('PUT', `${site}/articles/m`, { token: admin, body: { title: blank } }),
        report: await world.call('POST', `${site}/comments/${id}/flags`, {
          token,
          body: { reason: 'other', note: blank },
        }),
        note: await world.call('POST', `${site}/moderation/items/${id}/notes`, { token, body: { note: blank } }),
        message: await world.call('POST', `${site}/moderation/decisions`, {
          token,
          body: { decisions: [{ commentId: id, decision: 'reject', reason: 'spam', message: blank }] },
        }),
        restriction: await world.call('POST', `${site}/authors/${posted.comment.author.id}/restrictions`, {
          token,
          body: { kind: 'muted', reason: blank },
        }),
        bannedWord: await setPolicy({ bannedWords: [blank] }),
        reservedName: await setPolicy({ reservedNames: [blank] }),
        savedMessage: await setPolicy({ rejectionMessages: [{ reason: 'spam', title: blank, text: 'x' }] }),
        preview: await world.call('POST', '/v1/preview', { body: { body: blank } }),
      };
      const statuses = Object.entries(answers).map(([what, { status }]) => [what, status]);
      expect(statuses).toEqual(Object.keys(answers).map((what) => [what, 422]));
      for (const fields of [{ name: String(blank) }, { body: String(blank) }])
        expect((await byForm(fields)).status).toBe(422);
      // An unusable title from a reader's page is left out.
      const untitled = { body: `on U+${code}`, article: { title: blank } };
      const comment = await world.call('POST', `${site}/articles/untitled/comments`, { token, body: untitled });
      expect(comment.status).toBe(201);
      await world.settled();
      const article = await world.call('GET', `${site}/articles/untitled`);
      expect(article.body).toMatchObject({ title: null });
      const nameless = await world.token({ sub: 'nameless', name: String(blank) });
      expect(
        (await world.call('POST', `${site}/articles/m/comments`, { token: nameless, body: { body: 'x' } })).status,
      ).toBe(401);
    },
  );

  it('is refused if it is blank only after rendering', async () => {
    for (const body of ['&nbsp;', '&#x3164;', '&zwnj;'])
      expect(
        (await world.call('POST', `${site}/articles/m/comments`, { token: admin, body: { body } })).body,
      ).toMatchObject({
        status: 422,
        errors: [{ pointer: '/body', detail: 'must not be empty' }],
      });
    const { body: posted } = await world.call('POST', `${site}/articles/m/comments`, {
      token: admin,
      body: { body: 'x' },
    });
    const edit = { token: admin, body: { body: '&nbsp;' } };
    expect((await world.call('PATCH', `${site}/comments/${posted.comment.id}`, edit)).status).toBe(422);
    expect((await byForm({ body: '&#8203;' })).status).toBe(422);
  });

  it('does not include words of other scripts and emoji', async () => {
    const body = 'می‌خواهم 👨‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 Donau\u00addampf क्‍ष';
    const name = 'علی‌رضا 🏳️‍🌈';
    const posted = await world.call('POST', `${site}/articles/scripts/comments`, { body: { body, author: { name } } });
    expect(posted.body.comment).toMatchObject({ body, author: { name } });
  });

  it('is removed from a member’s name', async () => {
    const token = await world.token({ sub: 'hidden', name: 'Hid\u200bden\ufeff \u{e0041}' });
    const { body } = await world.call('POST', `${site}/articles/m/comments`, { token, body: { body: 'x' } });
    expect(body.comment.author.name).toBe('Hidden');
  });
});

describe('a guest’s name', () => {
  beforeAll(() => setPolicy({ staffNames: 'refuse' }));

  it('that looks like a moderator’s is held by default, with the reason at the desk', async () => {
    await setPolicy({ staffNames: Policy.parse({}).staffNames });
    for (const name of ['M\u0430ria Lund', 'Maria Lund\u200b', 'Admin']) {
      const { body } = await asGuest(name);
      expect(body.comment.status).toBe('held');
      expect(await findingsOf(body.comment.id)).toMatchObject([{ rule: 'lookalike-name', action: 'hold' }]);
    }
    await setPolicy({ staffNames: 'refuse' });
  });

  it.each([
    'Maria Lund\u200b',
    'M\u0430ria Lund',
    'MARIA LUND',
    'maria  lund.',
    'Ｍａｒｉａ Ｌｕｎｄ',
    '𝐌𝐚𝐫𝐢𝐚 Lund',
    'ᴍᴀʀɪᴀ ʟᴜɴᴅ',
    'Mar\u0131a Lund',
  ])('that looks like a moderator’s is refused with a reason: %s', async (name) => {
    for (const article of ['m', 'another']) {
      const { status, body } = await asGuest(name, article);
      expect([status, body.type]).toEqual([422, '/docs/problems#lookalike-name']);
      expect(body.detail).toBe('It looks like the name of a person who works for this site.');
      expect(body.errors).toMatchObject([{ pointer: '/author/name' }]);
    }
  });

  it.each(['Admin', 'ADMIN', 'Аdmin', 'moderator', 'M0derator', '-Staff-'])('%s is reserved', async (name) => {
    expect((await asGuest(name)).body).toMatchObject({ status: 422, detail: expect.stringContaining('reserved') });
  });

  it('is explained in the form without scripts, in the form’s language', async () => {
    const answer = await byForm({ name: 'Maria Lund', lang: 'de' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('Dieser Name ähnelt dem einer anderen Person.');
  });

  it('of staff who only decided is held and not refused, so that trying names reveals no moderators', async () => {
    const token = await world.token({ sub: 'quiet', name: 'Quiet Quentin', roles: ['moderator'] });
    const { body } = await asGuest('Someone');
    await world.settled();
    const decisions = [{ commentId: body.comment.id, decision: 'approve' }];
    await world.call('POST', `${site}/moderation/decisions`, { token, body: { decisions } });
    await world.settled();
    await until('the name is known', async () => {
      const answer = await asGuest('Quiet Quentin', 'quiet');
      expect(answer.status).toBe(201);
      return answer.body.comment.status === 'held';
    });
  });

  it('of another author on the article is marked for moderators, and readers see the guest badge', async () => {
    const anna = await world.token({ sub: 'anna', name: 'Anna' });
    const first = await world.call('POST', `${site}/articles/two/comments`, {
      token: anna,
      body: { body: 'I am Anna' },
    });
    expect(first.body.comment.author).not.toHaveProperty('badge');
    const second = await asGuest('Аnna', 'two');
    expect(second.body.comment).toMatchObject({ status: 'published', author: { badge: 'guest' } });
    const evidence = { of: 'author', authorId: first.body.comment.author.id };
    expect(await findingsOf(second.body.comment.id)).toMatchObject([
      { rule: 'lookalike-name', action: 'note', evidence },
    ]);
    const { body: thread } = await world.call('GET', `${site}/articles/two/comments?after=${second.body.position}`);
    expect(thread.comments.map(({ author }: { author: { badge?: string } }) => author.badge)).toEqual([
      undefined,
      'guest',
    ]);
    expect(await findingsOf((await asGuest('Anna', 'elsewhere')).body.comment.id)).toEqual([]);
  });

  it('is not compared with the guest’s own earlier names', async () => {
    const { body } = await asGuest('Solo', 'own');
    const again = await asGuest('SOLO', 'own', body.authorToken);
    expect(await findingsOf(again.body.comment.id)).toEqual([]);
  });

  it('is held, refused or ignored as the policy sets', async () => {
    await asGuest('Berta', 'strict');
    for (const [rule, status] of [
      ['hold', 'held'],
      ['refuse', undefined],
      ['off', 'published'],
    ] as const) {
      expect((await setPolicy({ lookalikeNames: rule, staffNames: rule })).status).toBe(200);
      for (const name of ['Berta', 'Maria Lund']) {
        const { body } = await asGuest(name, 'strict');
        expect([rule, name, body.comment?.status]).toEqual([rule, name, status]);
      }
    }
    await setPolicy({ lookalikeNames: 'mark', staffNames: 'refuse' });
  });
});

describe('a name with a listed word', () => {
  const [banned, suspect] = ['Blockhead', 'Snake Oil'];
  const asMember = async (name: string) => {
    const token = await world.token({ sub: `member ${name}`, name });
    return world.call('POST', `${site}/articles/lists/comments`, { token, body: { body: 'a word' } });
  };
  beforeAll(() => setPolicy({ bannedWords: ['blockhead'], suspectWords: ['snake oil'] }));
  afterAll(() => setPolicy({ bannedWords: [], suspectWords: [] }));

  it.each([banned, 'The BLOCKHEAD', 'bl\u043eckhead', 'bl0ckhead', 'Block\u200bhead'])(
    'is refused at the name where it is a guest’s: %j',
    async (name) => {
      const { status, body } = await asGuest(name, 'lists');
      expect([status, body.type]).toEqual([422, '/docs/problems#banned-name']);
      expect(body).toMatchObject({ rules: [{ rule: 'banned-name' }], errors: [{ pointer: '/author/name' }] });
      expect(JSON.stringify(body)).not.toMatch(/blockhead/i);
    },
  );

  it('is explained in the form without scripts, at the name', async () => {
    const answer = await byForm({ name: banned });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain('This name contains words that are not allowed here.');
    expect(page).toMatch(/<input[^>]*name="name"[^>]*aria-invalid="true"/);
  });

  it('is held for a member or a suspect word, and the finding names the list but not the name', async () => {
    for (const [posted, list] of [
      [await asMember(banned), 'banned'],
      [await asMember(suspect), 'suspect'],
      [await asGuest(suspect, 'lists'), 'suspect'],
    ] as const) {
      expect(posted.body.comment.status).toBe('held');
      expect(await findingsOf(posted.body.comment.id)).toEqual([
        { rule: 'banned-name', ruleVersion: 1, action: 'hold', evidence: { list, count: 1 } },
      ]);
    }
  });

  it('is not found in longer words', async () => {
    expect((await asGuest('Blockheads', 'lists')).body.comment.status).toBe('published');
  });
});

describe('a member with a moderator’s name', () => {
  it('is held and not refused, except for staff and trusted authors', async () => {
    const token = await world.token({ sub: 'other maria', name: 'Maria Lund' });
    const post = (by: string) => world.call('POST', `${site}/articles/m/comments`, { token: by, body: { body: 'x' } });
    const held = await post(token);
    expect(held.body.comment.status).toBe('held');
    expect((await post(maria.token)).body.comment).toMatchObject({ status: 'published', author: { badge: 'staff' } });
    await world.settled();
    await world.call('POST', `${site}/authors/${held.body.comment.author.id}/restrictions`, {
      token: admin,
      body: { kind: 'trusted', reason: 'Is called so.' },
    });
    expect((await post(token)).body.comment.status).toBe('published');
  });
});
