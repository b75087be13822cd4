import { hostileMarkup } from '#test/support/attacks/hostile-markup';
import { rawRequest } from '#test/support/network/raw-request';
import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';
let world: World;
let moderator: string;
beforeAll(async () => {
  world = await createWorld({ SITES: 'elsewhere' });
  moderator = await world.token({ sub: 'mod', name: 'Mo', roles: ['moderator', 'admin'] });
});
afterAll(() => world.stop());

/** The allowed tags of a comment's HTML, each with its allowed form. */
const safeTag =
  /<\/?(?:em|strong|s|pre|code|p|blockquote|ul|ol|li|a)>|<pre tabindex="0">|<br \/>|<(?:p|blockquote|ul|ol|li|code)(?: (?:start|value|data-digits)="\d+")* dir="(?:auto|rtl)">|<a(?: href="(?:https?:\/\/|mailto:)[^"<>\s]*")? rel="nofollow ugc noopener" dir="(?:auto|ltr)">/g;

const htmlIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(htmlIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'html' && typeof inner === 'string' ? [inner] : htmlIn(inner),
  );
};

describe('markup in a text', () => {
  it.each(hostileMarkup)('is not returned as markup: %s', async (payload) => {
    const article = encodeURIComponent(`xss ${payload}`.slice(0, 200));
    const thread = `${site}/articles/${article}/comments`;
    const token = await world.token({
      sub: payload,
      name: payload.slice(0, 80),
      picture: `https://x.example/${payload}`,
    });
    const posted = await world.call('POST', thread, {
      token,
      body: { body: payload, article: { title: payload, url: 'https://news.example/"><script>' } },
    });
    expect(posted.status).toBe(201);
    const { id } = posted.body.comment;
    const edited = await world.call('PATCH', `${site}/comments/${id}`, { token, body: { body: `${payload} again` } });
    expect(edited.status).toBe(200);
    await world.call('POST', `${site}/comments/${id}/flags`, {
      token: moderator,
      body: { reason: 'spam', note: payload },
    });
    const escalate = { decisions: [{ commentId: id, decision: 'escalate', note: payload }] };
    await world.call('POST', `${site}/moderation/decisions`, { token: moderator, body: escalate });
    await world.settled();
    const reopen = await world.call('GET', `${site}/moderation/queues/escalated`, { token: moderator });
    const answers = [
      posted,
      edited,
      reopen,
      await world.call('GET', thread),
      await world.call('GET', `${site}/comments/${id}`, { token }),
      await world.call('GET', `${site}/comments/${id}/history`, { token: moderator }),
      await world.call('GET', `${site}/articles/${article}`),
    ];
    for (const { status, headers } of answers) {
      expect(status).toBeLessThan(300);
      // As JSON it cannot run, even if opened in a browser.
      expect(headers.get('content-type')).toContain('application/json');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    }
    const rendered = answers.flatMap(({ body }) => htmlIn(body));
    expect(rendered.length).toBeGreaterThan(1);
    for (const html of rendered) expect(html.replace(safeTag, '')).not.toMatch(/[<>]/);
  });

  it('is not part of a generated avatar', async () => {
    const { status, headers, body } = await world.call<string>(
      'GET',
      '/v1/avatars/01890000-0000-7000-8000-000000000000.svg',
    );
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(body).not.toMatch(/script|on\w+=/i);
  });
});

describe('hostile JSON', () => {
  const comments = `${site}/articles/json/comments`;
  const author = '"author":{"name":"G"}';
  const cases: [string, string, number][] = [
    ['__proto__ at the top', `{"__proto__":{"isAdmin":true},"body":"b",${author}}`, 400],
    ['__proto__ inside', `{"body":"b","author":{"name":"G","__proto__":{"x":1}}}`, 400],
    ['__proto__ in escapes', `{"\\u005f\\u005fproto__":{"x":1},"body":"b",${author}}`, 400],
    ['constructor.prototype', `{"constructor":{"prototype":{"x":1}},"body":"b",${author}}`, 400],
    ['objects 10,000 deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, 422],
    ['arrays 30,000 deep', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, 422],
    ['arrays that never end', '['.repeat(60_000), 400],
    ['a number past every double', `{"body":1e999999,${author}}`, 422],
    ['a number of 50,000 digits', `{"body":${'9'.repeat(50_000)},${author}}`, 422],
    ['an object for a text', `{"body":{"toString":"x"},${author}}`, 422],
    ['an array for a text', `{"body":["b"],${author}}`, 422],
    ['a byte order mark', `\ufeff{"body":"b",${author}}`, 201],
    ['nothing but null', 'null', 422],
    ['NaN', `{"body":NaN,${author}}`, 400],
    ['a comment in it', `{/* x */"body":"b",${author}}`, 400],
    ['two values', `{"body":"b",${author}}{}`, 400],
    ['a body above the limit', `{"body":"${'x'.repeat(70_000)}",${author}}`, 413],
  ];
  it.each(cases)('%s', async (_what, body, status) => {
    const answer = await world.call('POST', comments, { body });
    expect(answer.status).toBe(status);
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
    expect((await world.call('GET', '/health/live')).status).toBe(200);
  });

  it('with a repeated key uses and validates the last value', async () => {
    const { status, body } = await world.call('POST', comments, { body: `{"body":"first","body":"last",${author}}` });
    expect(status).toBe(201);
    expect(body.comment.body).toBe('last');
    const empty = await world.call('POST', comments, { body: `{"body":"first","body":"",${author}}` });
    expect(empty.status).toBe(422);
  });

  it('cannot set fields that the sender must not set', async () => {
    const { status, body } = await world.call('POST', comments, {
      body: {
        body: 'b',
        author: { name: 'G', badge: 'staff', id: '01890000-0000-7000-8000-000000000000' },
        status: 'approved',
        likes: 99,
        authorId: '01890000-0000-7000-8000-000000000000',
        depth: 50,
        badge: 'staff',
      },
    });
    expect(status).toBe(201);
    expect(body.comment).toMatchObject({ status: 'published', likes: 0, depth: 0 });
    expect(body.comment.author.badge).toBe('guest');
    expect(body.comment.author.id).not.toBe('01890000-0000-7000-8000-000000000000');
  });
});

const raw = (request: string): Promise<string> => rawRequest(world.url, request);
const headersOf = (answer: string): string => answer.split('\r\n\r\n')[0] ?? '';

describe('header injection', () => {
  it.each([
    '/v1/sites/default%0d%0aSet-Cookie:%20a=b/articles/x/comments',
    '/v1/sites/default/articles/x%0d%0aSet-Cookie:%20a=b',
    '/v1/sites/default/articles/x/comments?cursor=x%0d%0aSet-Cookie:%20a=b',
    '/v1/%0d%0aLocation:%20https://evil.example',
  ])('through the address puts nothing into an answer: %s', async (path) => {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 [24]\d\d/);
    expect(headersOf(answer)).not.toMatch(/^(set-cookie|location):/im);
  });

  it('through a site’s name, an idempotency key, or a trace is refused or ignored', async () => {
    const body = JSON.stringify({ body: 'b', author: { name: 'G' } });
    const answer = await raw(
      [
        'POST /v1/sites/default/articles/x/comments HTTP/1.1',
        'Host: evil.example',
        'X-Forwarded-Host: evil.example',
        'X-Forwarded-For: 1.2.3.4',
        `traceparent: 00-${'0'.repeat(31)}"-x`,
        'Content-Type: application/json',
        `Content-Length: ${body.length}`,
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 201/);
    expect(answer).not.toContain('evil.example');
    const key = { headers: { 'idempotency-key': 'a\tb' }, body: { body: 'b', author: { name: 'G' } } };
    expect((await world.call('POST', `${site}/articles/x/comments`, key)).status).toBe(422);
  });

  it('by two lengths, or a length with chunks, cannot smuggle a second request', async () => {
    const smuggled = 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n';
    for (const lengths of [
      `Content-Length: 0\r\nContent-Length: ${smuggled.length}`,
      `Content-Length: ${smuggled.length}\r\nTransfer-Encoding: chunked`,
      'Transfer-Encoding: chunked, identity',
    ]) {
      const answer = await raw(`POST ${site}/articles/x/comments HTTP/1.1\r\nHost: x\r\n${lengths}\r\n\r\n${smuggled}`);
      expect(answer).toMatch(/^HTTP\/1\.1 400/);
      expect(answer).not.toContain('"status":"ok"');
    }
  });
});

describe('between sites, and between authors', () => {
  it('data of one site cannot be read or changed through another', async () => {
    const token = await world.token({ sub: 'ann' });
    const { body } = await world.call('POST', `${site}/articles/t/comments`, { token, body: { body: 'on default' } });
    const { id } = body.comment;
    const authorId = body.comment.author.id as string;
    await world.settled();
    const elsewhere = '/v1/sites/elsewhere';
    const comment = `${elsewhere}/comments/${id}`;
    const reply = { token, body: { body: 'reply', parentId: id } };
    const everything: [string, string, Parameters<World['call']>[2]][] = [
      ['GET', comment, { token: moderator }],
      ['PATCH', comment, { token, body: { body: 'changed' } }],
      ['DELETE', comment, { token }],
      ['POST', `${comment}/flags`, { token: moderator, body: { reason: 'spam' } }],
      ['PUT', `${comment}/like`, { token: moderator }],
      ['GET', `${comment}/history`, { token: moderator }],
      ['POST', `${elsewhere}/articles/t/comments`, reply],
      ['GET', `${elsewhere}/authors/${authorId}`, { token: moderator }],
      ['GET', `${elsewhere}/authors/${authorId}/export`, { token: moderator }],
      ['DELETE', `${elsewhere}/authors/${authorId}`, { token: moderator }],
      [
        'POST',
        `${elsewhere}/authors/${authorId}/restrictions`,
        { token: moderator, body: { kind: 'banned', reason: 'x' } },
      ],
    ];
    for (const [method, path, options] of everything)
      expect({ method, path, status: (await world.call(method, path, options)).status }).toMatchObject({ status: 404 });
    const decided = await world.call('POST', `${elsewhere}/moderation/decisions`, {
      token: moderator,
      body: { decisions: [{ commentId: id, decision: 'reject', reason: 'spam' }] },
    });
    expect(decided.body.results).toMatchObject([{ outcome: 'not-found' }]);
    expect((await world.call('GET', `${elsewhere}/articles/t/comments`)).body.comments).toEqual([]);
    const untouched = await world.call('GET', `${site}/comments/${id}`);
    expect(untouched.body.comment).toMatchObject({ body: 'on default', status: 'published', likes: 0 });
  });

  it('the same user of two sites is two authors that cannot be linked', async () => {
    const token = await world.token({ sub: 'wanderer' });
    const ids = await Promise.all(
      ['default', 'elsewhere'].map(async (name) => {
        const path = `/v1/sites/${name}/articles/w/comments`;
        return (await world.call('POST', path, { token, body: { body: 'hello' } })).body.comment.author.id as string;
      }),
    );
    expect(new Set(ids).size).toBe(2);
  });

  it('an analyst of one site gets only that site’s events', async () => {
    const token = await world.token({ sub: 'ana', roles: ['analyst'], site: 'elsewhere' });
    const { body } = await world.call('GET', '/v1/events?limit=1000', { token });
    expect(body.events.length).toBeGreaterThan(0);
    expect(new Set(body.events.map(({ source }: { source: string }) => source))).toEqual(new Set(['/sites/elsewhere']));
  });

  it('an author cannot edit, withdraw, export or erase another author’s data', async () => {
    const [ann, bert] = await Promise.all([world.token({ sub: 'owner' }), world.token({ sub: 'thief' })]);
    const { body } = await world.call('POST', `${site}/articles/o/comments`, { token: ann, body: { body: 'mine' } });
    const { id, author } = body.comment;
    for (const token of [bert, moderator]) {
      const edit = { token, body: { body: 'theirs' } };
      expect((await world.call('PATCH', `${site}/comments/${id}`, edit)).status).toBe(403);
      expect((await world.call('DELETE', `${site}/comments/${id}`, { token })).status).toBe(403);
    }
    expect((await world.call('GET', `${site}/authors/${author.id}/export`, { token: bert })).status).toBe(403);
    expect((await world.call('DELETE', `${site}/authors/${author.id}`, { token: bert })).status).toBe(403);
  });

  it('two callers may use the same idempotency key', async () => {
    const headers = { 'idempotency-key': 'the-same-key' };
    const tokens = await Promise.all(['k1', 'k2'].map((sub) => world.token({ sub })));
    const posted = await Promise.all(
      tokens.map((token) =>
        world.call('POST', `${site}/articles/k/comments`, { token, headers, body: { body: 'same' } }),
      ),
    );
    expect(posted.map(({ status }) => status)).toEqual([201, 201]);
    expect(new Set(posted.map(({ body }) => body.comment.id)).size).toBe(2);
  });
});
