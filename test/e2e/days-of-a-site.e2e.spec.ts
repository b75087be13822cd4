import { dayIn, daysOn } from '#contracts/zone-time';
import { type World, createWorld } from '#test/support/world/world';

// Two zones 25 hours apart, so that their days always differ.
const zones = { early: 'Pacific/Kiritimati', late: 'Pacific/Midway' };

let world: World;
let token: string;
beforeAll(async () => {
  world = await createWorld();
  token = await world.token({ sub: 'boss', roles: ['admin'] });
  for (const [site, timeZone] of Object.entries(zones)) {
    await world.makeSite(site, { timeZone });
    await world.call('PUT', `/v1/sites/${site}/articles/a`, { token, body: { mode: 'pre' } });
    await world.call('POST', `/v1/sites/${site}/articles/a/comments`, {
      token: await world.token({ sub: 'writer' }),
      body: { body: 'words' },
    });
  }
  await world.settled();
});
afterAll(() => world.stop());

const ask = async (site: string, path: string) => world.call('GET', `/v1/sites/${site}/moderation/${path}`, { token });
const today = (timeZone: string) => dayIn(Date.now(), timeZone);

describe('the days of a site', () => {
  it.each(Object.entries(zones))('are those of its time zone, in statistics and search: %s', async (site, timeZone) => {
    const day = today(timeZone);
    const { body } = await ask(site, 'stats');
    expect(body).toMatchObject({ to: day, timeZone, totals: { inbound: 1, waiting: 1 } });
    expect(body.from).toBe(daysOn(day, -29));
    const found = async (query: string) => {
      const answer = (await ask(site, `search?${query}`)).body;
      return [answer.items.length, answer.timeZone];
    };
    expect(await found(`from=${day}&to=${day}`)).toEqual([1, timeZone]);
    expect(await found(`to=${daysOn(day, -1)}`)).toEqual([0, timeZone]);
    const csv = await ask(site, 'stats.csv');
    expect(csv.headers.get('content-disposition')).toContain(`-${day}-${timeZone.replace('/', '-')}.csv`);
    expect(csv.body).toContain(`${day},pending,1,0,1`);
  });

  it('are those of the requested time zone', async () => {
    const { body } = await ask('early', `stats?timeZone=${zones.late}`);
    expect(body).toMatchObject({ to: today(zones.late), timeZone: zones.late, totals: { inbound: 1 } });
    const answer = await ask('early', `search?timeZone=${zones.late}&to=${today(zones.late)}`);
    expect(answer.body).toMatchObject({ timeZone: zones.late, items: [{}] });
    expect((await ask('early', 'stats?timeZone=Atlantis')).status).toBe(422);
  });

  it('are UTC days by default', async () => {
    expect((await ask('default', 'stats')).body).toMatchObject({ to: today('UTC'), timeZone: 'UTC' });
  });
});
