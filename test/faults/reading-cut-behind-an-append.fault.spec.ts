import { Client } from 'pg';
import { SettingsCache } from '#api/commands/settings-cache';
import { listedRoutes } from '#contracts/routes/listed';
import { type TestDatabase, createTestDatabase } from '#test/support/database/test-database';
import { ReadingWire } from '#test/support/network/reading-wire';
import { until } from '#test/support/time/until';
import { Stage, storingScenes } from '#test/support/world/storing-scenes';
import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';

let database: TestDatabase;
let wire: ReadingWire;
let world: World;
let log: Client;
let stage: Stage;
beforeAll(async () => {
  database = await createTestDatabase();
  const through = await ReadingWire.to(database.url);
  wire = through.wire;
  world = await createWorld({ DATABASE_URL: through.url });
  log = new Client({ connectionString: database.url });
  await log.connect();
  stage = await Stage.of(world);
  // Turns on the rules that read and write the most.
  await world.call('PUT', `${site}/policy`, {
    token: stage.boss,
    headers: { 'if-match': '"0"' },
    body: { repeatedTextMinutes: 5, closeAfterDays: 30, nudge: [] },
  });
});
afterEach(() => wire.mend());
afterAll(async () => {
  await world?.stop();
  await wire?.close();
  await log?.end();
  await database?.drop();
});

/** Routes with a spec of their own: an erasure stores many things, and its worker finishes it. */
const elsewhere = ['DELETE /v1/sites/:site/authors/:id'];

it('every route that stores something has a scene', () => {
  const names = listedRoutes.filter(({ description }) => description.command).map(({ address }) => address);
  const own = Object.keys(storingScenes).filter((name) => !name.endsWith('repeated'));
  expect([...own, ...elsewhere].toSorted()).toEqual(names.toSorted());
});

it.each(Object.entries(storingScenes))(
  '%s returns what was stored, though reading fails right after it',
  async (_address, prepare) => {
    const request = await prepare(stage);
    // Clears the settings cache, as a change of the policy does.
    wire.cutWithTheNextAppend(() => world.service.api.app.get(SettingsCache).clear());
    const { status, headers, body } = await request();
    expect(wire.isCut).toBe(true);
    wire.mend();
    expect({ isGood: status < 300, status, body }).toMatchObject({ isGood: true });
    const { position } = body as { position: string };
    expect(headers.get('x-position')).toBe(position);
    const { rows } = await log.query('select from events where position = $1', [position]);
    expect(rows).toHaveLength(1);
    await until(
      'it reads again',
      async () => (await world.call('GET', `${site}/policy`, { token: stage.boss })).status === 200,
    );
  },
);
