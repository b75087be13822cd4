import { type World, createWorld } from '#test/support/world/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

const thread = '/v1/sites/default/articles';

describe('a reader', () => {
  it('posts under an article, and comment, count and thread agree', async () => {
    const token = await world.token({ sub: 'ann', name: 'Ann Brontë' });
    const posted = await world.call('POST', `${thread}/first/comments`, {
      token,
      body: { body: 'A *first* word', article: { url: 'https://news.example/first', title: 'First' } },
    });
    expect(posted.status).toBe(201);
    expect(posted.body.comment).toMatchObject({
      articleId: 'first',
      parentId: null,
      depth: 0,
      status: 'published',
      body: 'A *first* word',
      author: { name: 'Ann Brontë' },
      likes: 0,
      replyCount: 0,
    });
    expect(posted.body.comment.html).toContain('<em>first</em>');
    expect(posted.body.authorToken).toBeUndefined();
    expect(posted.headers.get('x-position')).toBe(posted.body.position);

    const after = posted.body.position;
    const read = await world.call('GET', `${thread}/first/comments?after=${after}`);
    expect(read.headers.get('x-stale')).toBeNull();
    expect(read.body).toMatchObject({
      count: 1,
      nextCursor: null,
      article: { articleId: 'first', commentCount: 1, open: true },
    });
    expect(read.body.comments).toEqual([{ ...posted.body.comment, replies: [] }]);
    const counts = await world.call('GET', '/v1/sites/default/counts?article=first&article=empty');
    expect(counts.body.counts).toEqual({ first: 1, empty: 0 });
    await world.settled();
    const article = await world.call('GET', `${thread}/first`);
    expect(article.body).toMatchObject({
      title: null,
      url: null,
      commentCount: 1,
      mode: 'auto',
    });
  });

  it('replies, and the reply is nested under its parent', async () => {
    const token = await world.token({ sub: 'ann' });
    const root = await world.call('POST', `${thread}/nested/comments`, { token, body: { body: 'root' } });
    const reply = await world.call('POST', `${thread}/nested/comments`, {
      token,
      body: { body: 'reply', parentId: root.body.comment.id },
    });
    const deeper = await world.call('POST', `${thread}/nested/comments`, {
      token,
      body: { body: 'deeper', parentId: reply.body.comment.id },
    });
    expect(deeper.body.comment).toMatchObject({ depth: 2, parentId: reply.body.comment.id });
    const read = await world.call('GET', `${thread}/nested/comments?after=${deeper.body.position}`);
    expect(read.body.count).toBe(3);
    expect(read.body.comments).toMatchObject([
      {
        id: root.body.comment.id,
        replyCount: 1,
        replies: [{ id: reply.body.comment.id, replies: [{ body: 'deeper' }] }],
      },
    ]);
    const permalink = await world.call('GET', `/v1/sites/default/comments/${deeper.body.comment.id}`);
    expect(permalink.body.ancestors.map((one: { body: string }) => one.body)).toEqual(['root', 'reply']);
  });

  it('posts once when the same request is sent twice with one key', async () => {
    const token = await world.token({ sub: 'twice' });
    const options = { token, body: { body: 'only once' }, headers: { 'idempotency-key': 'key-1' } };
    const first = await world.call('POST', `${thread}/idempotent/comments`, options);
    const second = await world.call('POST', `${thread}/idempotent/comments`, options);
    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    const other = await world.call('POST', `${thread}/idempotent/comments`, {
      ...options,
      body: { body: 'something else' },
    });
    expect(other.status).toBe(422);
    expect(other.body.type).toContain('idempotency-key-reused');
    await world.settled();
    expect((await world.call('GET', `${thread}/idempotent`)).body.commentCount).toBe(1);
  });

  it('edits their own comment inside the time window', async () => {
    const token = await world.token({ sub: 'editor' });
    const posted = await world.call('POST', `${thread}/edits/comments`, { token, body: { body: 'befor' } });
    const path = `/v1/sites/default/comments/${posted.body.comment.id}`;
    const byOther = await world.call('PATCH', path, {
      token: await world.token({ sub: 'other' }),
      body: { body: 'mine' },
    });
    expect(byOther.status).toBe(403);
    const edited = await world.call('PATCH', path, { token, body: { body: 'before' } });
    expect(edited.status).toBe(200);
    expect(edited.body.comment).toMatchObject({ body: 'before', status: 'published' });
    expect(edited.body.comment.editedAt).not.toBeNull();
  });

  it('withdraws a comment: with replies it stays as a tombstone, and the count falls', async () => {
    const token = await world.token({ sub: 'regret' });
    const root = await world.call('POST', `${thread}/gone/comments`, { token, body: { body: 'I regret this' } });
    await world.call('POST', `${thread}/gone/comments`, {
      token,
      body: { body: 'reply', parentId: root.body.comment.id },
    });
    const gone = await world.call('DELETE', `/v1/sites/default/comments/${root.body.comment.id}`, { token });
    expect(gone.status).toBe(200);
    const read = await world.call('GET', `${thread}/gone/comments?after=${gone.body.position}`);
    expect(read.body.count).toBe(1);
    expect(read.body.comments).toMatchObject([
      { status: 'withdrawn', author: null, body: null, html: null, replies: [{ body: 'reply' }] },
    ]);
    expect(JSON.stringify(read.body)).not.toContain('I regret this');
  });

  it('likes once, even with repeated requests', async () => {
    const token = await world.token({ sub: 'liker' });
    const posted = await world.call('POST', `${thread}/likes/comments`, { token, body: { body: 'likeable' } });
    const path = `/v1/sites/default/comments/${posted.body.comment.id}/like`;
    expect((await world.call('PUT', path, { token })).body.likes).toBe(1);
    expect((await world.call('PUT', path, { token })).body.likes).toBe(1);
    expect((await world.call('DELETE', path, { token })).body.likes).toBe(0);
    expect((await world.call('PUT', path)).status).toBe(401);
  });

  it('gets 304 for a thread that did not change, and a new ETag for one that did', async () => {
    const token = await world.token({ sub: 'cache' });
    const path = `${thread}/cached/comments`;
    const { body } = await world.call('POST', path, { token, body: { body: 'one' } });
    const first = await world.call('GET', `${path}?after=${body.position}`);
    const etag = String(first.headers.get('etag'));
    expect((await world.call('GET', path, { headers: { 'if-none-match': etag } })).status).toBe(304);
    const next = await world.call('POST', path, { token, body: { body: 'two' } });
    const changed = await world.call('GET', `${path}?after=${next.body.position}`, {
      headers: { 'if-none-match': etag },
    });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });

  it('pages through threads by cursor and gets each comment exactly once, in every order', async () => {
    const token = await world.token({ sub: 'pages' });
    for (let n = 0; n < 7; n++)
      await world.call('POST', `${thread}/paged/comments`, { token, body: { body: `n${n}` } });
    await world.settled();
    for (const sort of ['oldest', 'newest', 'top']) {
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: { body: { comments: { body: string }[]; nextCursor: string | null } } = await world.call(
          'GET',
          `${thread}/paged/comments?sort=${sort}&limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`,
        );
        seen.push(...page.body.comments.map((one) => one.body));
        cursor = page.body.nextCursor;
      }
      expect(seen.toSorted((a, b) => a.localeCompare(b))).toEqual(['n0', 'n1', 'n2', 'n3', 'n4', 'n5', 'n6']);
      if (sort === 'newest') expect(seen).toEqual(['n6', 'n5', 'n4', 'n3', 'n2', 'n1', 'n0']);
    }
  });
});

describe('a guest', () => {
  it('posts with a name, and edits and withdraws with only the authorToken', async () => {
    const posted = await world.call('POST', `${thread}/guests/comments`, {
      body: { body: 'hello', author: { name: 'Gästin 客人', email: 'guest@example.org' } },
    });
    expect(posted.status).toBe(201);
    expect(posted.body.authorToken).toEqual(expect.any(String));
    expect(JSON.stringify(posted.body.comment)).not.toContain('guest@example.org');
    const path = `/v1/sites/default/comments/${posted.body.comment.id}`;
    expect((await world.call('PATCH', path, { body: { body: 'x' } })).status).toBe(401);
    const other = await world.call('POST', `${thread}/guests/comments`, {
      body: { body: 'other', author: { name: 'Other' } },
    });
    expect((await world.call('DELETE', path, { token: other.body.authorToken })).status).toBe(403);
    const edited = await world.call('PATCH', path, { token: posted.body.authorToken, body: { body: 'hello there' } });
    expect(edited.body.comment.body).toBe('hello there');
    expect((await world.call('DELETE', path, { token: posted.body.authorToken })).status).toBe(200);
  });

  it('needs a name', async () => {
    const answer = await world.call('POST', `${thread}/guests/comments`, { body: { body: 'hello' } });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([{ pointer: '/author', detail: 'Guests must send `author.name`.' }]);
  });
});
