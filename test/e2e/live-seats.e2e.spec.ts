import { connect } from 'node:net';
import { StreamSeats, streamsPerNetwork, streamsPerPerson } from '#api/live/stream-seats';
import { listen } from '#test/support/world/listen';
import { until } from '#test/support/time/until';
import { type World, createWorld } from '#test/support/world/world';

const live = '/v1/sites/default/articles/seats/live';
const desk = '/v1/sites/default/moderation/live';

describe('live streams', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({ RATE_LIMITS: 'on' });
  });
  afterAll(() => world.stop());

  const open = (path = live, headers: Record<string, string> = {}) => listen(world.url + path, headers);
  const statusOfOneMore = async (path = live, headers: Record<string, string> = {}): Promise<number> => {
    const stream = await open(path, headers);
    await stream.stop();
    return stream.response.status;
  };

  const everySeatIsFree = (): Promise<void> => {
    const seats = world.service.api.app.get(StreamSeats);
    return until('every seat is free', () => seats.size === 0);
  };

  /** Opens the most allowed streams, runs `look`, and closes them. */
  async function withAll(most: number, path: string, headers: Record<string, string>, look: () => Promise<void>) {
    const streams = [];
    try {
      for (let n = 0; n < most; n++) {
        const stream = await open(path, headers);
        streams.push(stream);
        expect(stream.response.status).toBe(200);
      }
      await look();
    } finally {
      await Promise.all(streams.map((stream) => stream.stop()));
    }
    await everySeatIsFree();
  }

  it('are limited per network, and a closed one frees its seat', async () => {
    await withAll(streamsPerNetwork, live, {}, async () => {
      const refused = await world.call('GET', live);
      expect(refused.status).toBe(429);
      expect(refused.body.type).toBe('/docs/problems#too-many-requests');
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    });
  });

  it('about many articles take one each', async () => {
    const many = `/v1/sites/default/live?${Array.from({ length: 100 }, (_, n) => `article=${n}`).join('&')}`;
    await withAll(streamsPerNetwork, many, {}, async () => {
      expect(await statusOfOneMore(many)).toBe(429);
    });
  });

  it('that are aborted before they begin, or pipelined on one connection, leave no seat taken', async () => {
    const { hostname, port } = new URL(world.url);
    const request = `GET ${live} HTTP/1.1\r\nHost: x\r\n\r\n`;
    for (let n = 0; n < 3 * streamsPerNetwork; n++) {
      const socket = connect(Number(port), hostname, () => socket.write(request, () => socket.resetAndDestroy()));
      await new Promise((resolve) => socket.once('close', resolve));
    }
    const pipelined = connect(Number(port), hostname, () => pipelined.write(request.repeat(streamsPerNetwork)));
    await new Promise((resolve) => pipelined.once('data', resolve));
    pipelined.destroy();
    await everySeatIsFree();
    await withAll(streamsPerNetwork, live, {}, async () => undefined);
  });

  it('are not opened by HEAD requests, which are answered', async () => {
    for (let n = 0; n < 2 * streamsPerNetwork; n++) {
      const { status, headers } = await fetch(world.url + live, { method: 'HEAD' });
      expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    }
  });

  it('at the desk are counted by person, because a newsroom is one network', async () => {
    const bearer = async (sub: string) => ({
      authorization: `Bearer ${await world.token({ sub, roles: ['moderator'] })}`,
    });
    const mo = await bearer('mo');
    await withAll(streamsPerPerson, desk, mo, async () => {
      expect(await statusOfOneMore(desk, mo)).toBe(429);
      expect(await statusOfOneMore(desk, await bearer('jo'))).toBe(200);
      expect(await statusOfOneMore()).toBe(200);
    });
  });
});
