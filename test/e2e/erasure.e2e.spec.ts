import { randomBytes } from 'node:crypto';
import { compareWithReplay } from '#projector/doctor/compare-with-replay';
import { allProjections } from '#read-models/all-projections';
import { tablesInReach } from '#api/erasure/readable-rows';
import { listedRoutes } from '#contracts/routes/listed';
import { survivingPool } from '#platform/postgres';
import { type Traces, leaveTraces, takenAndRefused } from '#test/support/personal-data/canary';
import { type CapturedOutput, captureOutput } from '#test/support/processes/captured-output';
import { disguises, tablesThatHold, tracesIn } from '#test/support/personal-data/personal-traces';
import { until } from '#test/support/time/until';
import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';
const canary = `canary${randomBytes(9).toString('hex')}`;

let world: World;
let output: CapturedOutput;
let traces: Traces;

beforeAll(async () => {
  output = captureOutput();
  world = await createWorld({ LOG_LEVEL: 'trace', RATE_LIMITS: 'on' });
  traces = await leaveTraces(world, canary);
  expect(traces.statuses).toEqual(takenAndRefused);
  await world.settled();
});
afterAll(async () => {
  await world.stop();
  output.release();
});

/** The answers of every GET route to an admin and analyst, for all ids of the person that its path can contain. */
async function everyAnswer(): Promise<{ path: string; text: string }[]> {
  const { person, guest } = traces;
  const analyst = await world.token({ sub: 'analyst', roles: ['analyst', 'admin'] });
  const reads = listedRoutes.filter(({ method }) => method === 'GET');
  const answers: { path: string; text: string }[] = [];
  for (const { path } of reads) {
    const isAboutAuthors = path.includes('/authors/') || path.includes('/avatars/');
    const ids = isAboutAuthors ? [person.id, guest.id] : [person.commentId, guest.commentId];
    for (const id of path.includes(':id') ? ids : ['']) {
      for (const queue of path.includes(':queue') ? ['pending', 'reported', 'escalated'] : ['']) {
        const concrete = path
          .replace(':site', 'default')
          .replace(':article', 'a')
          .replace(':queue', queue)
          .replace(':id', id);
        answers.push({ path: concrete, text: await answered(concrete, analyst) });
      }
    }
  }
  return answers;
}

/** Returns an answer's text; of an endless event stream, its first chunk. */
async function answered(path: string, token: string): Promise<string> {
  const query = path === '/v1/events' ? '?limit=1000' : path.endsWith('/counts') ? '?article=a' : '';
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${world.url}${path}${query}`, { headers, signal: AbortSignal.timeout(10_000) });
  if (response.headers.get('content-type')?.includes('event-stream') !== true) return response.text();
  const { value } = (await response.body?.getReader().read()) ?? {};
  return Buffer.from((value as Uint8Array | undefined) ?? []).toString();
}

describe('before an erasure', () => {
  it('a person is in exactly the tables that declare personal data, and in answers', async () => {
    const { found, looked } = await tablesThatHold(world.databaseUrl, canary);
    const inPlain = Object.entries(tablesInReach).filter(([, { personal }]) => personal && personal.as === undefined);
    const names = found.map((name) => name.replace(/^\w+_g\d+\./, 'read.').replace(/^public\./, ''));
    expect(names.toSorted()).toEqual(inPlain.map(([name]) => name).toSorted());
    expect(looked).toBeGreaterThan(15);
    expect((await everyAnswer()).filter(({ text }) => tracesIn(text, canary).length > 0).length).toBeGreaterThan(3);
  });

  it('a word is recognised in hexadecimal and base64 at every offset', () => {
    expect(disguises(canary)).toHaveLength(5);
    for (const before of ['', 'x', 'xy', 'xyz']) {
      const bytes = Buffer.from(`${before}${canary}, and more`);
      expect(tracesIn(bytes.toString('base64'), canary)).toHaveLength(1);
      expect(tracesIn(bytes.toString('hex'), canary)).toHaveLength(1);
    }
  });
});

describe('after an erasure, a person', () => {
  beforeAll(async () => {
    for (const { id, token } of [traces.person, traces.guest]) {
      const { status, body } = await world.call('DELETE', `${site}/authors/${id}`, { token });
      expect(status).toBe(200);
      expect(body.stillReadable).toBe(0);
      await until('the erasure is complete', async () => {
        const again = await world.call('DELETE', `${site}/authors/${id}`, { token: traces.admin });
        return again.body.completedAt !== null;
      });
    }
    await world.settled();
  });

  it('is in no table', async () => {
    expect((await tablesThatHold(world.databaseUrl, canary)).found).toEqual([]);
  });

  it('is in no event of the log, in plain or decrypted', async () => {
    const { eventLog } = world.service;
    const opened = await eventLog.open(await eventLog.readAfter(0, 1000));
    expect(opened.length).toBeGreaterThan(10);
    expect(tracesIn(JSON.stringify(opened), canary)).toEqual([]);
  });

  it('is in no answer of a GET route, including pages of /v1/events', async () => {
    const answers = await everyAnswer();
    expect(answers.length).toBeGreaterThan(15);
    expect(answers.find(({ path }) => path === '/v1/events')?.text).toContain('AuthorErased');
    expect(answers.filter(({ text }) => tracesIn(text, canary).length > 0).map(({ path }) => path)).toEqual([]);
  });

  it('leaves the read models equal to a replay of the log', async () => {
    const pool = survivingPool({ connectionString: world.databaseUrl });
    const { eventLog } = world.service;
    for (const projection of allProjections) {
      const { tables } = await compareWithReplay(projection, { pool, eventLog });
      expect(tables.filter(({ onlyServed, onlyReplayed }) => onlyServed + onlyReplayed > 0)).toEqual([]);
    }
    await pool.end();
  });

  it('is not in the answer to a repeated command', async () => {
    const replayed = await world.call('POST', `${site}/articles/a/comments`, traces.guestPost);
    expect(replayed.headers.get('idempotent-replayed')).toBe('true');
    expect(replayed.body.comment).toMatchObject({ id: traces.guest.commentId, author: null, body: null, html: null });
    expect(tracesIn(JSON.stringify(replayed.body), canary)).toEqual([]);
  });

  it('is in no metric and no log line', async () => {
    const metrics = await world.call<string>('GET', '/metrics');
    expect(metrics.body).toContain('colloquy_http_request_duration_seconds');
    expect(tracesIn(metrics.body, canary)).toEqual([]);
    world.service.logger.info('a line that must be captured');
    world.service.logger.flush();
    await until('the line is in the log', () => output.text().includes('a line that must be captured'));
    expect(tracesIn(output.text(), canary)).toEqual([]);
  });
});
