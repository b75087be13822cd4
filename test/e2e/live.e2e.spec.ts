import { listen } from '#test/support/world/listen';
import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';

describe('the live stream of an article', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({ ALLOWED_ORIGINS: 'https://news.example' });
  }, 60_000);
  afterAll(() => world?.stop());

  const live = (article: string, query = '', headers: Record<string, string> = {}) =>
    listen(`${world.url}${site}/articles/${article}/live${query}`, headers);
  const post = async (article: string, body: string) => {
    const answer = await world.call('POST', `${site}/articles/${article}/comments`, {
      body: { body, author: { name: 'Ada' } },
    });
    return answer.body;
  };

  it('begins with the count, and then sends new, changed and removed comments', async () => {
    const moderator = await world.token({ sub: 'mo', roles: ['moderator'] });
    const stream = await live('all');
    expect((await stream.until(({ event }) => event === 'count')).data).toEqual({ count: 0, open: true });
    const { comment } = await post('all', 'Hello');
    const news = await stream.until(({ event }) => event === 'comment');
    expect(news.data).toMatchObject({
      kind: 'new',
      id: comment.id,
      comment: { body: 'Hello', author: { name: 'Ada' } },
    });
    await stream.until(({ event, data }) => event === 'count' && data.count === 1);
    await world.call('PUT', `${site}/comments/${comment.id}/like`, { token: moderator });
    const changed = await stream.until(({ data }) => data.kind === 'changed');
    expect(changed.data.comment.likes).toBe(1);
    await world.call('POST', `${site}/moderation/decisions`, {
      token: moderator,
      body: { decisions: [{ commentId: comment.id, decision: 'reject', reason: 'abuse' }] },
    });
    const gone = await stream.until(({ data }) => data.kind === 'gone');
    expect(gone.data.comment).toMatchObject({ status: 'removed', author: null, body: null, html: null });
    await stream.until(({ event, data }) => event === 'count' && data.count === 0 && Number(gone.id) > 0);
    await stream.stop();
  });

  it('sends nothing about a held comment', async () => {
    const moderator = await world.token({ sub: 'mo', roles: ['moderator'] });
    await world.call('PUT', `${site}/articles/quiet`, { token: moderator, body: { mode: 'pre' } });
    await world.settled();
    const stream = await live('quiet');
    const held = await post('quiet', 'A secret');
    expect(held.comment.status).toBe('held');
    await world.call('POST', `${site}/moderation/decisions`, {
      token: moderator,
      body: { decisions: [{ commentId: held.comment.id, decision: 'approve' }] },
    });
    const news = await stream.until(({ event }) => event === 'comment');
    expect(news.data).toMatchObject({ kind: 'new', comment: { status: 'approved' } });
    expect(stream.messages.filter(({ event }) => event === 'comment')).toHaveLength(1);
    await stream.stop();
  });

  it('sends the removal of a comment that appeared and disappeared between two messages', async () => {
    const moderator = await world.token({ sub: 'mo', roles: ['moderator'] });
    const { position } = await post('brief', 'Stays');
    const { comment } = await post('brief', 'Gone at once');
    await world.settled();
    await world.call('POST', `${site}/moderation/decisions`, {
      token: moderator,
      body: { decisions: [{ commentId: comment.id, decision: 'reject', reason: 'spam' }] },
    });
    await world.settled();
    const stream = await live('brief', `?after=${position}`);
    const news = await stream.until(({ event }) => event === 'comment');
    expect(news.data).toMatchObject({ kind: 'gone', id: comment.id, comment: { author: null, body: null } });
    await stream.stop();
  });

  it('continues from Last-Event-ID or from the position of the reader’s page', async () => {
    const before = await post('resume', 'Before');
    const page = await world.call('GET', `${site}/articles/resume/comments?after=${before.position}`);
    const { comment, position: missed } = await post('resume', 'Missed');
    await world.call('GET', `${site}/articles/resume/comments?after=${missed}`);
    const { position } = page.body;
    for (const stream of [
      await live('resume', `?after=${position}`),
      await live('resume', '', { 'last-event-id': position }),
      await live('resume', '?after=0', { 'last-event-id': position }),
    ]) {
      const news = await stream.until(({ event }) => event === 'comment');
      expect(news.data).toMatchObject({ kind: 'new', id: comment.id });
      expect(stream.messages.filter(({ event }) => event === 'comment')).toHaveLength(1);
      await stream.stop();
    }
  });

  it('sends nothing twice to a reader who missed nothing, after events of other articles', async () => {
    const one = await post('calm', 'One');
    const page = await world.call('GET', `${site}/articles/calm/comments?after=${one.position}`);
    await post('elsewhere', 'Other');
    await world.settled();
    const stream = await live('calm', `?after=${page.body.position}`);
    await stream.until(({ event }) => event === 'count');
    await post('calm', 'Two');
    await stream.until(({ data }) => data.comment?.body === 'Two');
    expect(stream.messages.filter(({ event }) => event === 'comment')).toHaveLength(1);
    await stream.stop();
  });

  it('sends fewer counts than comments in a burst, with a correct last count', async () => {
    const stream = await live('burst');
    await stream.until(({ event }) => event === 'count');
    await Promise.all(Array.from({ length: 40 }, (_, n) => post('burst', `Number ${n}`)));
    await stream.until(({ event, data }) => event === 'count' && data.count === 40);
    const counts = stream.messages.filter(({ event }) => event === 'count');
    expect(counts.length).toBeLessThan(30);
    await stream.stop();
  });

  it('sends a reset if there are too many changes', async () => {
    const stream = await live('reset', '?after=1');
    await stream.until(({ event }) => event === 'count');
    const posted = await Promise.all(Array.from({ length: 60 }, (_, n) => post('reset', `Number ${n}`)));
    const last = Math.max(...posted.map(({ position }: { position: string }) => Number(position)));
    await world.call('GET', `${site}/articles/reset?after=${last}`);
    await world.call('GET', `${site}/articles/reset/comments?after=${last}`);
    const late = await live('reset', '?after=1');
    await late.until(({ event }) => event === 'reset');
    await stream.stop();
    await late.stop();
  });

  describe('of several articles', () => {
    const several = (query: string, headers: Record<string, string> = {}) =>
      listen(`${world.url}${site}/live?${query}`, headers);
    type Stream = Awaited<ReturnType<typeof listen>>;
    const texts = ({ messages }: Stream): string[] =>
      messages.flatMap(({ event, data }) => (event === 'comment' ? [`${data.article}: ${data.comment.body}`] : []));
    const reached = (stream: Stream, position: string) =>
      stream.until(({ event, id }) => event === 'told' && parseInt(id) >= Number(position));

    it('names the article in each message, and continues for all of them from the last place', async () => {
      const stream = await several('article=left&article=right&article=none');
      const begun = await stream.until(({ event }) => event === 'told');
      expect(stream.messages.map(({ event, data, id }) => [event, data.article, data.count, id])).toEqual([
        ['count', 'left', 0, ''],
        ['count', 'right', 0, ''],
        ['count', 'none', 0, ''],
        ['told', undefined, undefined, begun.id],
      ]);
      expect(Math.abs(Date.parse(begun.data.now) - Date.now())).toBeLessThan(60_000);
      await post('left', 'One');
      const { position } = await post('right', 'Two');
      const last = await reached(stream, position);
      expect(texts(stream).toSorted()).toEqual(['left: One', 'right: Two']);
      const comment = stream.messages.find(({ data }) => data.comment?.body === 'Two');
      expect(comment).toMatchObject({ id: '', data: { kind: 'new', article: 'right', upTo: last.id } });
      await stream.stop();

      await post('left', 'Three');
      const missed = await post('right', 'Four');
      await world.settled();
      const again = await several('article=left&article=right&after=0', { 'last-event-id': last.id });
      await reached(again, missed.position);
      expect(texts(again).toSorted()).toEqual(['left: Three', 'right: Four']);
      await again.stop();
    });

    it('continues from a separate place for each', async () => {
      const first = await post('old', 'First');
      await post('young', 'Second');
      const third = await post('young', 'Third');
      await world.settled();
      const stream = await several(`article=young&after=${third.position}&article=old&after=0`);
      await stream.until(({ event }) => event === 'told');
      expect(texts(stream)).toEqual(['old: First']);
      await stream.stop();
      const both = await several(`article=young&article=old&after=${first.position}`);
      await both.until(({ event }) => event === 'told');
      expect(texts(both)).toEqual(['young: Second', 'young: Third']);
      await both.stop();
    });

    it('sends a reset for each article with too many changes', async () => {
      const stream = await several('article=full&article=calm-one');
      await stream.until(({ event }) => event === 'told');
      const posted = [];
      for (let n = 0; n < 5; n++) posted.push(await post('full', 'x'.repeat(9_990) + n));
      // Changes that the service has not sent yet would follow the reset.
      await reached(stream, posted[4].position);
      await stream.stop();
      await world.settled();
      const again = await several('article=full&article=calm-one&after=0');
      await again.until(({ event }) => event === 'told');
      expect(texts(again)).toEqual([]);
      expect(again.messages.filter(({ event }) => event === 'reset').map(({ data }) => data.article)).toContain('full');
      await again.stop();
    });

    it.each([
      '',
      'article=',
      'article=a&after=1&after=2',
      'article=a&after=x',
      'article=a&article=b&article=c&after=1&after=2',
    ])('is not opened with an invalid query: %s', async (query) => {
      expect((await world.call('GET', `${site}/live?${query}`)).status).toBe(422);
    });
  });

  it('may be read by the site’s origins, and is not cached', async () => {
    const stream = await live('headers', '', { origin: 'https://news.example' });
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(stream.response.headers.get('access-control-allow-origin')).toBe('https://news.example');
    expect(stream.response.headers.get('cache-control')).toBe('no-store');
    await stream.stop();
  });

  it('ends when the service stops, without delaying it', async () => {
    const other = await createWorld();
    const stream = await listen(`${other.url}${site}/articles/ending/live`);
    await stream.until(({ event }) => event === 'count');
    await other.stop();
    await stream.ended;
  });
});
