import { Client } from 'pg';
import { listen } from '#test/support/world/listen';
import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';
const desk = `${site}/moderation`;

describe('the live stream of the desk', () => {
  let world: World;
  let mia: string;
  let max: string;
  beforeAll(async () => {
    world = await createWorld();
    mia = await world.token({ sub: 'mia', name: 'Mia', roles: ['moderator'] });
    max = await world.token({ sub: 'max', name: 'Max', roles: ['moderator'] });
  });
  afterAll(() => world.stop());

  const live = (token: string, headers: Record<string, string> = {}, at = world) =>
    listen(`${at.url}${desk}/live`, { authorization: `Bearer ${token}`, ...headers });
  const reported = async (body: string): Promise<string> => {
    const posted = await world.call('POST', `${site}/articles/a/comments`, { body: { body, author: { name: 'Ada' } } });
    const id = posted.body.comment.id as string;
    await world.call('POST', `${site}/comments/${id}/flags`, { token: max, body: { reason: 'spam' } });
    return id;
  };
  const held = async (): Promise<string> => {
    await world.call('PUT', `${site}/articles/pre`, { token: max, body: { mode: 'pre' } });
    const author = { name: 'Ada' };
    const posted = await world.call('POST', `${site}/articles/pre/comments`, { body: { body: 'wait', author } });
    await world.settled();
    return posted.body.comment.id as string;
  };
  const decide = (commentId: string, token = max) =>
    world.call('POST', `${desk}/decisions`, { token, body: { decisions: [{ commentId, decision: 'approve' }] } });

  it('begins with the queues, and sends arrivals and departures with the moderator who decided', async () => {
    const stream = await live(mia);
    expect((await stream.until(({ event }) => event === 'queues')).data).toMatchObject({ mine: 0, queues: {} });
    const id = await reported('one');
    const came = await stream.until(({ event, data }) => event === 'item' && data.commentId === id);
    expect(came.data).toEqual({ kind: 'came', queue: 'reported', commentId: id, version: 2 });
    await decide(id);
    const went = await stream.until(
      ({ event, data }) => event === 'item' && data.commentId === id && data.kind === 'went',
    );
    expect(went.data).toMatchObject({ queue: 'reported', decision: { by: { name: 'Max' }, decision: 'approve' } });
    await world.call('POST', `${desk}/undo`, { token: max, body: { commentId: id } });
    await stream.until(({ data }) => data.commentId === id && data.decision?.decision === 'undo');
    await stream.until(({ event, data }) => event === 'queues' && data.queues.reported === 1);
    await decide(id);
    await stream.stop();
  });

  it('sends missed changes to a returning desk, by Last-Event-ID', async () => {
    const first = await live(mia);
    const { id: seen } = await first.until(({ event }) => event === 'queues');
    await first.stop();
    const id = await reported('while away');
    await world.settled();
    const again = await live(mia, { 'last-event-id': seen });
    const missed = await again.until(({ event, data }) => event === 'item' && data.commentId === id);
    expect(missed.data.kind).toBe('came');
    expect(Number(missed.id)).toBeGreaterThan(Number(seen));
    await again.stop();
    await decide(id);
  });

  it('sends claims and releases in every process, and current claims to later desks', async () => {
    const id = await reported('to claim');
    await world.settled();
    const other = await createWorld({}, world);
    try {
      const streams = [await live(mia), await live(mia, {}, other)];
      for (const stream of streams) await stream.until(({ event }) => event === 'queues');
      const claimed = await world.call('POST', `${desk}/claims`, { token: max, body: { queue: 'reported' } });
      expect(claimed.body.items[0].comment.id).toBe(id);
      for (const stream of streams) {
        const message = await stream.until(({ event, data }) => event === 'claim' && data.claimedBy !== null);
        expect(message.data).toMatchObject({
          commentId: id,
          claimedBy: { name: 'Max' },
          claimedUntil: expect.any(String),
        });
      }
      const late = await live(mia, {}, other);
      await late.until(({ event, data }) => event === 'claim' && data.commentId === id);
      await world.call('DELETE', `${desk}/claims`, { token: max });
      for (const stream of [...streams, late]) {
        await stream.until(({ event, data }) => event === 'claim' && data.claimedBy === null);
        await stream.stop();
      }
    } finally {
      await other.stop();
    }
    await decide(id);
  });

  it('sends a reset after the claims’ database connection was lost, and then further claims', async () => {
    const id = await reported('after the cut');
    await world.settled();
    const stream = await live(mia);
    await stream.until(({ event }) => event === 'queues');
    const client = new Client({ connectionString: world.databaseUrl });
    await client.connect();
    await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen colloquy%'`);
    await client.end();
    await stream.until(({ event }) => event === 'reset');
    await world.call('POST', `${desk}/claims`, { token: max, body: { queue: 'reported' } });
    await stream.until(({ event, data }) => event === 'claim' && data.commentId === id);
    await stream.stop();
    await decide(id);
  });

  it('leaves out queues that a moderator may not work, and is closed to readers', async () => {
    const limited = await world.token({ sub: 'lim', name: 'Lim', roles: ['moderator'], queues: ['pending'] });
    const [theirs, hers] = [await live(limited), await live(mia)];
    const id = await reported('not theirs');
    const sent = await hers.until(({ event, data }) => event === 'queues' && data.queues.reported > 0);
    await hers.until(({ event, data }) => event === 'item' && data.commentId === id);
    await theirs.until(({ event, id: position }) => event === 'queues' && Number(position) >= Number(sent.id));
    const sizes = theirs.messages.flatMap(({ event, data }) => (event === 'queues' ? [data] : []));
    expect(sizes.map(({ queues, oldestAgeSeconds }) => [queues.reported, oldestAgeSeconds.reported])).toEqual(
      sizes.map(() => [0, null]),
    );
    expect(theirs.messages.filter(({ event }) => event === 'item')).toEqual([]);
    const theirOwn = await held();
    await world.call('POST', `${desk}/claims`, { token: max, body: { queue: 'reported' } });
    await world.call('POST', `${desk}/claims`, { token: max, body: { queue: 'pending' } });
    const claimed = await theirs.until(({ event }) => event === 'claim');
    expect(claimed.data).toMatchObject({ commentId: theirOwn, claimedBy: { name: 'Max' } });
    await hers.until(({ event, data }) => event === 'claim' && data.commentId === id);
    const late = await live(limited);
    expect((await late.until(({ event }) => event === 'claim')).data.commentId).toBe(theirOwn);
    await world.call('DELETE', `${desk}/claims`, { token: max });
    const free = await theirs.until(({ event, data }) => event === 'claim' && data.claimedBy === null);
    expect(free.data.commentId).toBe(theirOwn);
    await Promise.all([theirs.stop(), hers.stop(), late.stop()]);
    const reader = await listen(`${world.url}${desk}/live`);
    expect(reader.response.status).toBe(401);
    await reader.stop();
  });
});
