import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { type TestDatabase, createTestDatabase } from '#test/support/database/test-database';
import { EventLog } from '../event-log.ts';
import { Keyring } from '../keys/keyring.ts';

const [person, guest] = [randomUUID(), randomUUID()];
const size = 50_000;

/** Fills a long log with events of many people. A few are the person's, in each way that an event can be. */
const fill = `
  insert into events (
    position, stream_id, version, event_id, type, schema_version, site_id, partition_key, subject_id, data, sealed, meta, recorded_at
  )
  select n, case when n % 10000 = 3 then $1::uuid else gen_random_uuid() end, n, gen_random_uuid(), 'CommentPosted', 1, 'default',
    'default/a', case when n % 10000 in (1, 2) then $1::uuid else someone end, '{}',
    case when n % 10000 < 5 then '\\x01'::bytea end,
    jsonb_build_object('actorId', case when n % 10000 in (1, 4) then $1::text when n % 10 = 5 then null else someone::text end), now()
  from (select n, md5((n % 5000)::text)::uuid as someone from generate_series(1, ${size}) as n) as numbered`;

interface Plan {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly Plans?: readonly Plan[];
}
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

describe('the events about a person in a long log', () => {
  let database: TestDatabase;
  let client: Client;
  let log: EventLog;
  beforeAll(async () => {
    database = await createTestDatabase();
    client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query(fill, [person]);
    await client.query('analyze events');
    log = new EventLog({ connectionString: database.url, keyring: new Keyring(randomBytes(32)) });
  });
  afterAll(async () => {
    await log.close();
    await client.end();
    await database.drop();
  });

  const positions = async (whose: string): Promise<number[]> => {
    const found = [];
    for await (const events of log.eventsAbout(whose)) found.push(...events.map(({ position }) => position));
    return found;
  };

  it('are those they caused, those of their own stream, and those with their personal data, in order', async () => {
    const expected = Array.from({ length: size }, (_, n) => n + 1).filter((n) => [1, 2, 3, 4].includes(n % 10_000));
    expect(await positions(person)).toEqual(expected);
    expect(await positions(person.toUpperCase())).toEqual(expected);
    expect(await positions(guest)).toEqual([]);
  });

  it.each([
    ['finding them', `select position from positions_about('${person}') as about (position)`],
    ['reading them', `select * from events where position = any (array(select positions_about('${person}')))`],
  ])('are found by index, so that %s costs in proportion to their number', async (_what, sql) => {
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`explain (analyze, format json) ${sql}`);
    const nodes = nodesOf((rows[0] as { 'QUERY PLAN': [{ Plan: Plan }] })['QUERY PLAN'][0].Plan);
    expect(nodes.map((node) => node['Node Type'])).not.toContain('Seq Scan');
    expect(Math.max(...nodes.map((node) => node['Actual Rows']))).toBeLessThanOrEqual(20);
  });

  it('count as changed again when the person is erased, in every partition', async () => {
    const key = `default/${person}`;
    await log.append({
      streamId: person,
      expectedVersion: 0,
      events: [
        {
          eventId: randomUUID(),
          type: 'AuthorErased',
          schemaVersion: 1,
          siteId: 'default',
          partitionKey: key,
          data: {},
          meta: {},
        },
      ],
    });
    expect(new Set(await log.keysBetween(size, size + 1))).toEqual(new Set(['default/a', key]));
    expect(await log.keysBetween(0, size)).toEqual(['default/a']);
  });

  it('lose their sealed bytes, and other people’s events do not', async () => {
    const sealed = async (): Promise<number> => {
      const { rows } = await client.query<{ n: string }>('select count(*) as n from events where sealed is not null');
      return Number(rows[0]?.n);
    };
    const before = await sealed();
    expect(await log.clearSealedOf(person)).toBe(10);
    expect(await sealed()).toBe(before - 10);
    expect(await log.clearSealedOf(person)).toBe(0);
  });
});
