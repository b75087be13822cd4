import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { suspend } from '#scripts/kafka/suspend';
import { survivingPool } from '#platform/postgres';
import { type TestDatabase, createTestDatabase } from '#test/support/database/test-database';
import { tablesThatHold } from '#test/support/personal-data/personal-traces';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { until } from '#test/support/time/until';
import { jwtSecret, signToken } from '#test/support/world/world';
import {
  erasureSteps,
  type ErasureStep,
  failAt,
  holdAt,
  isHeld,
  mend,
} from '#test/support/personal-data/erasure-faults';
import { type ServiceProcess, startServiceProcess } from '#test/support/processes/service-process';

const site = '/v1/sites/default';
const canary = `canary${randomBytes(9).toString('hex')}`;
const encryptionKey = randomBytes(32).toString('base64');
const dataDir = temporaryDirectory();
const steps = Object.keys(erasureSteps) as ErasureStep[];

let database: TestDatabase;
let pool: Pool;
/** Another process of the installation, from which no erasure is requested. */
let bystander: ServiceProcess;
let reporter: string;
const running: ServiceProcess[] = [];

async function start(): Promise<ServiceProcess> {
  const service = await startServiceProcess(dataDir, {
    DATABASE_URL: database.url,
    ENCRYPTION_KEY: encryptionKey,
    JWT_SECRET: jwtSecret,
  });
  running.push(service);
  return service;
}

beforeAll(async () => {
  database = await createTestDatabase();
  pool = survivingPool({ connectionString: database.url });
  reporter = await signToken({ sub: 'reporter' });
  bystander = await start();
});
afterEach(() => mend(pool));
afterAll(async () => {
  for (const service of running) await service.terminate();
  await pool.end();
  await database.drop();
  removeDirectory(dataDir);
});

interface Answered {
  readonly status: number;
  readonly body: { readonly comment: { readonly id: string; readonly author: { readonly id: string } } };
}

async function call(
  { url }: ServiceProcess,
  method: string,
  path: string,
  { token, body }: { token: string; body?: object },
): Promise<Answered> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answered['body'] };
}

let people = 0;

/** A person who wrote and was reported, with the same word in all texts. */
async function person(): Promise<{ id: string; token: string }> {
  const token = await signToken({ sub: `person-${people++}`, name: canary });
  const body = { body: `I am ${canary}` };
  const posted = await call(bystander, 'POST', `${site}/articles/a/comments`, { token, body });
  expect(posted.status).toBe(201);
  const { id: commentId, author } = posted.body.comment;
  const flag = { token: reporter, body: { reason: 'spam', note: `note ${canary}` } };
  expect((await call(bystander, 'POST', `${site}/comments/${commentId}/flags`, flag)).status).toBe(202);
  return { id: author.id, token };
}

const erase = (service: ServiceProcess, { id, token }: { id: string; token: string }) =>
  call(service, 'DELETE', `${site}/authors/${id}`, { token });

const isComplete = async (id: string): Promise<boolean> =>
  (await pool.query('select from erasures where subject_id = $1 and completed_at is not null', [id])).rows.length === 1;

const record = (id: string, requestedAt = 'now()') =>
  pool.query(
    `insert into erasures (subject_id, site_id, requested_by, requested_at) values ($1, 'default', 'author', ${requestedAt})`,
    [id],
  );

describe('an erasure that one database error interrupts', () => {
  it.each(steps.filter((step) => step !== 'ledger'))(
    'at the step %s completes without another request',
    async (step) => {
      const erased = await person();
      await failAt(pool, step, 1);
      await erase(bystander, erased);
      await until('it is complete', () => isComplete(erased.id));
    },
  );
});

describe('an erasure whose process is killed', () => {
  it.each(steps.filter((step) => step !== 'ledger'))('at the step %s is finished by another process', async (step) => {
    const erased = await person();
    const asked = await start();
    const gate = await holdAt(pool, step);
    const answer = erase(asked, erased).catch(() => 'no answer');
    await until('the step is reached', () => isHeld(pool));
    await asked.kill();
    await gate.release();
    expect(await answer).toBe('no answer');
    await until('it is complete', () => isComplete(erased.id));
  });
});

describe('an erasure that always fails', () => {
  it('does not block other erasures, at a start and later', async () => {
    const [failing, waiting, asking] = [await person(), await person(), await person()];
    await failAt(pool, 'identities', 0);
    await pool.query(`
      create or replace function inject_fault() returns trigger language plpgsql as $$
      begin
        if old.author_id = '${failing.id}' then raise exception 'injected' using errcode = '40P01'; end if;
        return old;
      end $$;
      drop trigger injected_fault on identities;
      create trigger injected_fault before delete on identities for each row execute function inject_fault()`);
    await bystander.terminate();
    await record(failing.id, `now() - interval '3 hours'`);
    await record(waiting.id, `now() - interval '2 hours'`);
    bystander = await start();
    await until('the next is complete', () => isComplete(waiting.id));
    expect((await erase(bystander, asking)).status).toBe(200);
    await until('a later one is complete', () => isComplete(asking.id));
    expect(await isComplete(failing.id)).toBe(false);
    await mend(pool);
    await until('it is complete, too, after the fault ends', () => isComplete(failing.id));
  });
});

describe('an erasure whose process is frozen', () => {
  it('is finished by another process within a minute', async () => {
    const erased = await person();
    const asked = await start();
    const gate = await holdAt(pool, 'claims');
    const answer = erase(asked, erased).catch(() => 'no answer');
    await until('the step is reached', () => isHeld(pool));
    suspend(asked.pid);
    try {
      await gate.release();
      await until('it is complete', () => isComplete(erased.id));
    } finally {
      process.kill(asked.pid, 'SIGCONT');
    }
    await answer;
  });
});

describe('after the erasures', () => {
  it('the word in all texts is in no table', async () => {
    expect((await tablesThatHold(database.url, canary)).found).toEqual([]);
  });
});
