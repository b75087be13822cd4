import { randomBytes } from 'node:crypto';
import { controllers } from '../../apps/api/src/api.module';
import { routesOf } from '../../apps/api/src/docs/openapi';
import { type CapturedOutput, captureOutput } from '../captured-output';
import { disguises, tablesThatHold, tracesIn } from '../personal-traces';
import { until } from '../until';
import { type World, createWorld } from '../world';

const site = '/v1/sites/default';
const canary = `canary${randomBytes(9).toString('hex')}`;
const email = `${canary}@news.example`;

let world: World;
let output: CapturedOutput;
let admin: string;
/** Somebody who writes, reports and decides, and whose every word is the canary. */
let person: { token: string; id: string; commentId: string };
let guest: { token: string; id: string; commentId: string };
const guestPost = {
  body: { body: `As a guest: ${canary}`, author: { name: canary, email } },
  headers: { 'idempotency-key': 'the-guest-s-first-post' },
};

beforeAll(async () => {
  output = captureOutput();
  world = await createWorld({ LOG_LEVEL: 'trace', RATE_LIMITS: 'on' });
  admin = await world.token({ sub: 'boss', name: 'The Boss', roles: ['admin'] });
  await leaveTraces();
  await world.settled();
});
afterAll(async () => {
  await world.stop();
  output.release();
});

async function leaveTraces(): Promise<void> {
  const token = await world.token({
    ...{ sub: email, name: canary, email, roles: ['moderator'] },
    picture: `https://news.example/${canary}.png`,
  });
  const posted = await world.call('POST', `${site}/articles/a/comments`, {
    ...{ token, body: { body: `I am ${canary}, [really](https://x.example/${canary})` } },
    headers: { 'idempotency-key': 'the-person-s-first-post' },
  });
  person = { token, id: posted.body.comment.author.id, commentId: posted.body.comment.id };
  const asGuest = await world.call('POST', `${site}/articles/a/comments`, guestPost);
  guest = { token: asGuest.body.authorToken, id: asGuest.body.comment.author.id, commentId: asGuest.body.comment.id };
  const other = await world.call('POST', `${site}/articles/a/comments`, { token: admin, body: { body: 'mine' } });
  const otherId = other.body.comment.id as string;
  const { commentId } = person;
  const reject = (id: string) => ({ decisions: [{ commentId: id, decision: 'reject', reason: 'spam', note: canary }] });
  const answers = [
    posted,
    asGuest,
    other,
    await world.call('PATCH', `${site}/comments/${commentId}`, { token, body: { body: `Still ${canary}` } }),
    // Their note about others, others' note about them.
    await world.call('POST', `${site}/comments/${otherId}/flags`, { token, body: { reason: 'spam', note: canary } }),
    await world.call('POST', `${site}/comments/${commentId}/flags`, {
      ...{ token: admin, body: { reason: 'spam', note: `says ${canary}` } },
    }),
    await world.call('POST', `${site}/moderation/decisions`, { token, body: reject(otherId) }),
    await world.call('POST', `${site}/moderation/decisions`, { token: admin, body: reject(commentId) }),
    await world.call('POST', `${site}/authors/${person.id}/restrictions`, {
      ...{ token: admin, body: { kind: 'premoderated', reason: `for ${canary}` } },
    }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 200, 202, 202, 200, 200, 200]);
  // What goes wrong is logged; not with what was sent.
  const refused = [
    await world.call('POST', `${site}/articles/a/comments`, { token, body: `{"body": "${canary}` }),
    await world.call('POST', `${site}/articles/a/comments`, {
      body: { body: canary, author: { name: `${canary}\n.` } },
    }),
    await world.call('GET', `/v1/${canary}`, { token, headers: { 'idempotency-key': canary } }),
  ];
  expect(refused.map(({ status }) => status)).toEqual([400, 422, 404]);
}

/** Whatever any route that reads answers to an admin or an analyst, whoever and whatever its path can name. */
async function everyAnswer(): Promise<{ path: string; text: string }[]> {
  const analyst = await world.token({ sub: 'analyst', roles: ['analyst', 'admin'] });
  const reads = routesOf(controllers).filter(({ method }) => method === 'get');
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

/** A stream of events has no end: what came within a moment counts. */
async function answered(path: string, token: string): Promise<string> {
  const query = path === '/v1/events' ? '?limit=1000' : path.endsWith('/counts') ? '?article=a' : '';
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${world.url}${path}${query}`, { headers, signal: AbortSignal.timeout(10_000) });
  if (response.headers.get('content-type')?.includes('event-stream') !== true) return response.text();
  const { value } = (await response.body?.getReader().read()) ?? {};
  return Buffer.from((value as Uint8Array | undefined) ?? []).toString();
}

describe('before an erasure', () => {
  it('a person is in the tables and the answers: what follows would be found', async () => {
    const { found, looked } = await tablesThatHold(world.databaseUrl, canary);
    expect(found.map((name) => name.replace(/^.*_g\d+\./, ''))).toEqual(
      expect.arrayContaining(['authors', 'comments', 'moderators', 'queue_reports', 'searched_comments']),
    );
    expect(looked).toBeGreaterThan(15);
    expect((await everyAnswer()).filter(({ text }) => tracesIn(text, canary).length > 0).length).toBeGreaterThan(3);
  });

  it('a word is recognised in hexadecimal and base64, wherever it begins', () => {
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
    for (const { id, token } of [person, guest]) {
      const { status, body } = await world.call('DELETE', `${site}/authors/${id}`, { token });
      expect(status).toBe(200);
      expect(body.stillReadable).toBe(0);
      await until('it is complete', async () => {
        const again = await world.call('DELETE', `${site}/authors/${id}`, { token: admin });
        return again.body.completedAt !== null;
      });
    }
    await world.settled();
  });

  it('is in no table', async () => {
    expect((await tablesThatHold(world.databaseUrl, canary)).found).toEqual([]);
  });

  it('cannot be opened from any event of the log, sealed or not', async () => {
    const { eventLog } = world.service;
    const opened = await eventLog.open(await eventLog.readAfter(0, 1000));
    expect(opened.length).toBeGreaterThan(10);
    expect(tracesIn(JSON.stringify(opened), canary)).toEqual([]);
  });

  it('is in no answer of any route that reads, pages of /v1/events among them', async () => {
    const answers = await everyAnswer();
    expect(answers.length).toBeGreaterThan(15);
    expect(answers.find(({ path }) => path === '/v1/events')?.text).toContain('AuthorErased');
    expect(answers.filter(({ text }) => tracesIn(text, canary).length > 0).map(({ path }) => path)).toEqual([]);
  });

  it('is not in the answer to a repeated command', async () => {
    const replayed = await world.call('POST', `${site}/articles/a/comments`, guestPost);
    expect(replayed.headers.get('idempotent-replayed')).toBe('true');
    expect(replayed.body.comment).toMatchObject({ id: guest.commentId, author: null, body: null, html: null });
    expect(tracesIn(JSON.stringify(replayed.body), canary)).toEqual([]);
  });

  it('is in no metric and no log line', async () => {
    const metrics = await world.call<string>('GET', '/metrics');
    expect(metrics.body).toContain('colloquy_http_request_duration_seconds');
    expect(tracesIn(metrics.body, canary)).toEqual([]);
    world.service.logger.info('a line that must be captured');
    world.service.logger.flush();
    await until('the log was written', () => output.text().includes('a line that must be captured'));
    expect(tracesIn(output.text(), canary)).toEqual([]);
  });
});
