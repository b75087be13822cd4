import { lastPosition } from '#contracts/position';
import { execute } from '#test/support/database/test-database';
import { type World, createWorld } from '#test/support/world/world';

let world: World;
let ann: string;
let analyst: string;

beforeAll(async () => {
  world = await createWorld();
  ann = await world.token({ sub: 'ann' });
  analyst = await world.token({ sub: 'numbers', roles: ['analyst', 'moderator', 'admin'] });
});
afterAll(() => world.stop());

const article = '/v1/sites/default/articles/a';
const post = (body: string) => world.call('POST', `${article}/comments`, { token: ann, body: { body } });
const thread = async (query = ''): Promise<string[]> => {
  const { body } = await world.call('GET', `${article}/comments?sort=oldest&limit=100${query}`);
  return body.comments.map((one: { body: { markdown?: string; html: string } | string }) => JSON.stringify(one.body));
};

/** Moves the log's position, as if that many events had been written. */
const skipTo = (position: number): Promise<void> =>
  execute(
    world.databaseUrl,
    `alter table position_bumps disable trigger position_bumps_are_near;
     insert into position_bumps (to_position) values (${position})`,
  );

describe('a log with a gap of a thousand million positions', () => {
  it('is read, paged and projected without a delay', async () => {
    const { body: before } = await post('before the hole');
    await skipTo(1_000_000_000);
    const { status, body: after } = await post('after the gap');
    expect(status).toBe(201);
    expect(Number(after.position)).toBeGreaterThan(1_000_000_000);
    expect(await thread(`&after=${after.position}`)).toHaveLength(2);
    const { body: page } = await world.call('GET', `/v1/events?after=${before.position}&limit=1`, { token: analyst });
    expect(Number(page.events[0].position)).toBeGreaterThan(1_000_000_000);
    await world.settled(); // position by position it would take days
  });
});

describe('a log at the last exact integer position', () => {
  it('stores events up to it, refuses others with 503, and loses none', async () => {
    await skipTo(lastPosition - 10);
    const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => post(`one of the last, ${n}`)));
    const acknowledged = answers.filter(({ status }) => status === 201);
    expect(acknowledged.length).toBeGreaterThan(0);
    for (const { status, body } of answers)
      if (status !== 201) expect([status, body.type]).toEqual([503, expect.stringContaining('unavailable')]);
    let refused = 0;
    while (refused < 2) refused += (await post('until there is no place left')).status === 503 ? 1 : 0;
    await world.settled();
    const bodies = (await thread()).join('\n');
    for (const { body } of acknowledged)
      expect(bodies).toContain(/one of the last, \d+/.exec(JSON.stringify(body))?.[0]);
    expect(await world.service.eventLog.head()).toBe(lastPosition);
  });

  it('still serves event pages, `after`, feeds and cursors', async () => {
    const { body, status } = await world.call('GET', `/v1/events?after=${lastPosition - 3}`, { token: analyst });
    expect(status).toBe(200);
    expect(body.events.map(({ position }: { position: string }) => position)).toEqual([
      String(lastPosition - 2),
      String(lastPosition - 1),
      String(lastPosition),
    ]);
    expect(body.nextAfter).toBe(String(lastPosition));
    expect((await world.call('GET', `${article}/comments?after=${lastPosition}`)).status).toBe(200);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: { comments: { id: string }[]; nextCursor: string | null } = (
        await world.call('GET', `${article}/comments?limit=2&sort=newest${query}`)
      ).body;
      seen.push(...page.comments.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength((await thread()).length);
  });

  it.each([`/v1/events?after=${lastPosition + 1}`, `${article}/comments?after=9999999999999999`])(
    'answers 422, as to what is no position, to one beyond it: %s',
    async (path) => {
      const { status, headers, body } = await world.call('GET', path, { token: analyst });
      expect(status).toBe(422);
      expect(headers.get('content-type')).toContain('application/problem+json');
      expect(JSON.stringify(body)).toContain(String(lastPosition));
    },
  );
});
