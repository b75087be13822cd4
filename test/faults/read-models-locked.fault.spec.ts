import { Client } from 'pg';
import { Stage, storingScenes } from '#test/support/world/storing-scenes';
import { type World, createWorld } from '#test/support/world/world';

let world: World;
let foreign: Client;
let log: Client;
let stage: Stage;
beforeAll(async () => {
  world = await createWorld();
  stage = await Stage.of(world);
  [log, foreign] = [1, 2].map(() => new Client({ connectionString: world.databaseUrl })) as [Client, Client];
  await Promise.all([log.connect(), foreign.connect()]);
});
afterAll(async () => {
  await foreign?.end();
  await log?.end();
  await world?.stop();
});

/** Locks all tables of the read models, as a foreign migration or a `vacuum full` does. */
async function lockReadModels(): Promise<void> {
  const { rows } = await log.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema', 'public')`,
  );
  const tables = [...rows.map(({ name }) => name), 'projection_checkpoints'];
  await foreign.query(`begin; lock table ${tables.join(', ')} in access exclusive mode`);
}

it('reports as stored exactly what was stored while every read model is locked', async () => {
  const requests: { address: string; send: () => Promise<{ status: number; headers: Headers; body: unknown }> }[] = [];
  for (const [address, prepare] of Object.entries(storingScenes))
    requests.push({ address, send: await prepare(stage) });
  await world.settled();
  const { rows: before } = await log.query<{ head: number }>('select max(position) as head from events');
  await lockReadModels();
  const answers = await Promise.all(
    requests.map(async ({ address, send }) => {
      const { status, headers, body } = await send();
      return { address, status, position: Number(headers.get('x-position')), body };
    }),
  );
  await foreign.query('rollback');
  const { rows } = await log.query<{ position: number }>('select position from events where position > $1', [
    before[0]?.head,
  ]);
  const good = answers.filter(({ status }) => status < 300);
  const repeated = good.filter(({ address }) => address.endsWith('repeated'));
  expect(repeated).toMatchObject([{ status: 201, body: { comment: { status: 'published' } } }]);
  const fresh = good.filter((one) => !repeated.includes(one)).map(({ position }) => position);
  expect(fresh.toSorted((a, b) => a - b)).toEqual(rows.map(({ position }) => position).toSorted((a, b) => a - b));
  expect(good.map(({ address }) => address)).toContain('PUT /v1/sites/:site/comments/:id/like');
  for (const { address, status, body } of answers.filter((one) => !good.includes(one)))
    expect({ address, status, body }).toMatchObject({ status: 503, body: { type: '/docs/problems#unavailable' } });
});
