import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';

describe('the parts of an article page', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({ ALLOWED_ORIGINS: 'https://news.example' });
  }, 60_000);
  afterAll(() => world?.stop());

  const post = async (article: string, body: string, extra: object = {}, token?: string) => {
    const answer = await world.call('POST', `${site}/articles/${article}/comments`, {
      token,
      body: { body, ...(token === undefined && { author: { name: 'Ada' } }), ...extra },
    });
    await world.settled();
    return answer.body;
  };

  describe('the widget', () => {
    it('is one compressed script, answered with 304 while it is unchanged', async () => {
      const first = await world.call<string>('GET', '/widget.js', { headers: { 'accept-encoding': 'gzip' } });
      expect(first.status).toBe(200);
      expect(first.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
      expect(first.headers.get('content-encoding')).toBe('gzip');
      expect(first.headers.get('cache-control')).toContain('stale-while-revalidate');
      expect(first.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
      const again = await world.call('GET', '/widget.js', {
        headers: { 'if-none-match': first.headers.get('etag') ?? '' },
      });
      expect(again.status).toBe(304);
    });

    it('is not sent in an encoding that the client refuses', async () => {
      const answer = await world.call('GET', '/widget.js', { headers: { 'accept-encoding': 'gzip;q=0, br;q=0' } });
      expect(answer.headers.get('content-encoding')).toBeNull();
    });

    it('has each language as an immutable file', async () => {
      const { body } = await world.call<string>('GET', '/widget.js');
      const [file] = /widget\/de-[\w-]+\.js/.exec(body) ?? [];
      const answer = await world.call<string>('GET', `/${file}`);
      expect(answer.body).toContain('Kommentare');
      expect(answer.headers.get('cache-control')).toContain('immutable');
    });

    it.each(['nothing.js', '..%2fembed.cjs', '%2e%2e%2fwidget.js', 'constructor'])('has no file %s', async (name) => {
      expect((await world.call('GET', `/widget/${name}`)).status).toBe(404);
    });
  });

  describe('the viewer', () => {
    it('has no author without a token', async () => {
      const { body, headers } = await world.call('GET', `${site}/articles/viewed/viewer`);
      expect(body).toMatchObject({ author: null, waiting: [], liked: [], restriction: null });
      expect(headers.get('cache-control')).toBe('no-store');
    });

    it('sees their own waiting comments, which others do not see', async () => {
      const moderator = await world.token({ sub: 'mo', roles: ['moderator'] });
      await world.call('PUT', `${site}/articles/waiting`, { token: moderator, body: { mode: 'pre' } });
      const mine = await post('waiting', 'Mine');
      const theirs = await post('waiting', 'Theirs');
      const { body } = await world.call('GET', `${site}/articles/waiting/viewer`, { token: mine.authorToken });
      expect(body.author).toMatchObject({ kind: 'guest', name: 'Ada' });
      expect(body.waiting.map((comment: { body: string }) => comment.body)).toEqual(['Mine']);
      expect(body.waiting[0]).toMatchObject({ status: 'held', notice: expect.stringContaining('moderator') });
      expect(theirs.comment.status).toBe('held');
      const thread = await world.call('GET', `${site}/articles/waiting/comments`);
      expect(thread.body).toMatchObject({ count: 0, comments: [] });
    });

    it('sees which comments they like', async () => {
      const token = await world.token({ sub: 'lea', name: 'Lea' });
      const liked = await post('likes', 'Liked');
      const other = await post('likes', 'Not');
      await world.call('PUT', `${site}/comments/${liked.comment.id}/like`, { token });
      const query = new URLSearchParams([
        ['comment', liked.comment.id],
        ['comment', other.comment.id],
      ]);
      const { body } = await world.call('GET', `${site}/articles/likes/viewer?${query.toString()}`, { token });
      expect(body.liked).toEqual([liked.comment.id]);
    });
  });

  it('renders a preview exactly like the comment', async () => {
    const text = 'Some *words* <script>x</script> http://example.org';
    const { body } = await world.call('POST', '/v1/preview', { body: { body: text } });
    const posted = await post('preview', text);
    expect(body.html).toBe(posted.comment.html);
    expect((await world.call('POST', '/v1/preview', { body: { body: '' } })).status).toBe(422);
  });

  it('has in the thread the policy’s rules for authors, and the position for the live stream', async () => {
    await post('rules', 'One');
    const { body } = await world.call('GET', `${site}/articles/rules/comments`);
    expect(body.article.rules).toEqual({ guestsAllowed: true, maxLength: 10_000, editWindowSeconds: 300 });
    expect(Number(body.position)).toBeGreaterThan(0);
  });

  describe('the page without scripts', () => {
    it('allows only our own style and form, and frames on origins that may call the API', async () => {
      const { headers, body } = await world.call<string>('GET', `${site}/articles/page/embed`);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain('frame-ancestors');
      expect(policy).toContain('https://news.example');
      expect(policy).not.toContain('unsafe');
      expect(body).not.toMatch(/<script(?! type="application\/(ld\+)?json")/);
    });

    it('is answered with 304 within a minute without changes', async () => {
      const first = await world.call('GET', `${site}/articles/page/embed`);
      const etag = first.headers.get('etag') ?? '';
      const again = await world.call('GET', `${site}/articles/page/embed`, { headers: { 'if-none-match': etag } });
      // A minute may end between the two requests: then the relative times change.
      expect([200, 304]).toContain(again.status);
      if (again.status === 200) expect(again.headers.get('etag')).not.toBe(etag);
    });

    it('accepts a plain form, which no other route does', async () => {
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      const body = 'body=Plain&name=Ada';
      const url = `${world.url}${site}/articles/plain`;
      const taken = await fetch(`${url}/embed`, { method: 'POST', headers: form, body, redirect: 'manual' });
      expect(taken.status).toBe(303);
      expect(taken.headers.get('location')).toMatch(
        /^embed\?posted=[0-9a-f-]{36}&after=\d+&lang=en&sort=newest#comment-/,
      );
      const refused = await fetch(`${url}/comments`, { method: 'POST', headers: form, body });
      expect(refused.status).toBe(415);
    });

    it.each([
      { query: '', accepts: 'fr;q=0.4, de-AT;q=0.9, tlh', lang: 'de-AT' },
      { query: '', accepts: '*', lang: 'en' },
      { query: '?fragment', accepts: 'zh-TW', lang: 'zh' },
      { query: '?lang=', accepts: 'ar-EG', lang: 'ar-EG' },
      { query: '?lang=de_DE', accepts: 'fr', lang: 'de-DE' },
      { query: '?lang=x-klingon', accepts: 'fr', lang: 'en' },
      { query: `?lang=de-x-${'abcdefgh-'.repeat(33)}z`, accepts: 'fr', lang: 'de' },
    ])('speaks $lang by $query where $accepts is accepted', async ({ query, accepts, lang }) => {
      const headers = { 'accept-language': accepts };
      const answer = await world.call<string>('GET', `${site}/articles/page/embed${query}`, { headers });
      expect(answer.body).toMatch(new RegExp(`<(html|comment-thread)[^>]* lang="${lang}"`));
      const varies = answer.headers.get('vary')?.toLowerCase().includes('accept-language') ?? false;
      expect({ query, varies }).toEqual({ query, varies: !/lang=./.test(query) });
      const etag = answer.headers.get('etag') ?? '';
      const again = await world.call('GET', `${site}/articles/page/embed${query}`, {
        headers: { ...headers, 'if-none-match': etag },
      });
      expect(again.headers.get('vary')).toBe(answer.headers.get('vary'));
    });

    it('is served for mistyped URLs', async () => {
      const answer = await world.call(
        'GET',
        `${site}/articles/typed/embed?sort=best&lang=klingon%22&theme=pink&reply=x&comment=1`,
      );
      expect(answer.status).toBe(200);
    });
  });

  describe('the feeds', () => {
    it.each(['atom', 'rss'])('have the newest comments of an article and of the site (%s)', async (format) => {
      const moderator = await world.token({ sub: 'mo', roles: ['moderator'] });
      const article = { title: 'Fish & chips', url: 'https://news.example/fish?a=1#top' };
      await world.call('PUT', `${site}/articles/feed-${format}`, { token: moderator, body: article });
      await post(`feed-${format}`, 'First & <foremost>');
      const { comment } = await post(`feed-${format}`, 'Second');
      const { comment: gone } = await post(`feed-${format}`, 'Gone');
      await world.call('POST', `${site}/moderation/decisions`, {
        token: moderator,
        body: { decisions: [{ commentId: gone.id, decision: 'reject', reason: 'spam' }] },
      });
      await world.settled();
      for (const path of [`${site}/articles/feed-${format}/feed.${format}`, `${site}/feed.${format}`]) {
        const { body, headers } = await world.call<string>('GET', path);
        expect(headers.get('content-type')).toBe(`application/${format}+xml; charset=utf-8`);
        expect(body).toContain(`https://news.example/fish?a=1#comment-${comment.id}`);
        expect(body).toContain('&amp;lt;foremost&amp;gt;');
        expect(body).not.toContain('Gone');
        expect(body.indexOf('Second')).toBeLessThan(body.indexOf('First'));
      }
    });

    it('link to the comment on our own page if the publisher named none, even an old comment', async () => {
      const { comment } = await post('feed-own', 'The oldest');
      for (let n = 0; n < 21; n++) await post('feed-own', `Later ${n}`);
      await world.settled();
      const { body } = await world.call<string>('GET', `${site}/articles/feed-own/feed.atom`);
      const [, link = ''] = new RegExp(`href="([^"]*#comment-${comment.id})"`).exec(body) ?? [];
      const page = await (await fetch(link)).text();
      expect(page).toContain(`id="comment-${comment.id}"`);
      expect(page).toContain('The oldest');
    });
  });
});
