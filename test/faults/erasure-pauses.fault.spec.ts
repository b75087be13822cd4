import { randomBytes } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { BannedNetworks } from '#api/addresses/banned-networks';
import { CommandExecutor } from '#api/commands/command-executor';
import { AuthorErasure } from '#api/erasure/author-erasure';
import type { ErasureParts } from '#api/erasure/erasure-run';
import { personalReadModels } from '#api/erasure/readable-rows';
import { Identities } from '#api/identity/identities';
import { KeptRestrictions } from '#api/identity/kept-restrictions';
import { ReadModelFollower } from '#api/reading/read-model-follower';
import { openEventLog } from '#event-store/open-event-log';
import { survivingPool } from '#platform/postgres';
import { tablesThatHold, tracesIn } from '#test/support/personal-data/personal-traces';
import { until } from '#test/support/time/until';
import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';
const canary = `canary${randomBytes(9).toString('hex')}`;

/** No erasure is requested from this world, but its worker finishes those that other processes leave. */
let world: World;
let pool: Pool;
let admin: string;
let reporter: string;

beforeAll(async () => {
  world = await createWorld();
  pool = survivingPool({ connectionString: world.databaseUrl });
  admin = await world.token({ sub: 'boss', roles: ['admin'] });
  reporter = await world.token({ sub: 'reporter' });
});
afterAll(async () => {
  await world.stop();
  await pool.end();
});

interface Person {
  readonly id: string;
  readonly commentId: string;
  readonly otherId: string;
}
const persons: Person[] = [];

/** A restricted person who wrote, reported and was reported, with one word in all texts. */
async function person(): Promise<Person> {
  const token = await world.token({ sub: `person ${persons.length}`, name: canary });
  const body = { body: `I am ${canary}` };
  const posted = await world.call('POST', `${site}/articles/a/comments`, { token, body });
  const other = await world.call('POST', `${site}/articles/a/comments`, { token: reporter, body: { body: 'mine' } });
  const [commentId, otherId, id] = [posted.body.comment.id, other.body.comment.id, posted.body.comment.author.id];
  await world.settled();
  const flag = { body: { reason: 'spam', note: `note ${canary}` } };
  const restriction = { kind: 'premoderated', reason: `for ${canary}` };
  const answers = [
    await world.call('POST', `${site}/comments/${commentId}/flags`, { token: reporter, ...flag }),
    await world.call('POST', `${site}/comments/${otherId}/flags`, { token, ...flag }),
    await world.call('POST', `${site}/authors/${id}/restrictions`, { token: admin, body: restriction }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 200]);
  const one = { id, commentId, otherId };
  persons.push(one);
  return one;
}

type Fault = 'fails' | 'vanishes';

/** An erasure in another process that counts its calls. After the call with the given number, the fault happens. */
function anotherProcess(fault: Fault, at: number) {
  const calls: string[] = [];
  let reached = false;
  const happen = (): Promise<never> => {
    reached = true;
    if (fault === 'vanishes') return new Promise<never>(() => undefined);
    return Promise.reject(Object.assign(new Error('injected'), { code: '57P01' }));
  };
  const counted = <Part extends object>(part: Part, ...names: (keyof Part & string)[]): Part =>
    new Proxy(part, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function' || !names.some((one) => one === name)) return method;
        return async (...args: unknown[]): Promise<unknown> => {
          if (reached) return happen();
          const answer: unknown = await Reflect.apply(method, target, args);
          calls.push(String(name));
          if (calls.length !== at) return answer;
          if (name === 'connect') (answer as PoolClient).release(true); // the connection ends with its process
          return happen();
        };
      },
    });
  const { app } = world.service.api;
  const log = counted(
    world.service.eventLog,
    ...(['append', 'readStream', 'readOutlines', 'readStreams', 'open', 'eraseSubject'] as const),
    ...(['clearSealedIn', 'clearSealedOf'] as const),
  );
  const kept = app.get(KeptRestrictions);
  const parts: ErasureParts = {
    pool: counted(pool, 'query', 'connect'),
    log,
    executor: new CommandExecutor(log),
    settings: { forgetStream: () => undefined },
    identities: counted(
      new Identities(pool, { keys: { identities: randomBytes(32) } }, kept, { carryOver: async () => undefined }),
      'forget',
    ),
    kept: counted(kept, 'keep'),
    networks: counted(app.get(BannedNetworks), 'follow', 'forgetAuthor'),
    settled: (position) => app.get(ReadModelFollower).reached(position, personalReadModels),
    logger: world.service.logger,
  };
  return { erasure: new AuthorErasure(parts), calls, isReached: () => reached };
}

const entryOf = ({ id }: Person) => ({
  authorId: id,
  site: 'default',
  requestedBy: 'author' as const,
  requestedAt: new Date().toISOString(),
});
const reportOf = async ({ id }: Person): Promise<{ kept: object[]; stillReadable: number } | undefined> =>
  (await pool.query('select report from erasures where subject_id = $1 and completed_at is not null', [id])).rows[0]
    ?.report;
const completed = ({ id }: Person) =>
  until('it is complete', async () => (await reportOf({ id } as Person)) !== undefined);

/** Ends the sessions that hold erasures, as the end of their process does. */
const endTurns = () =>
  pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'colloquy erasures'`);

let steps = 0;

const atOnce = 10;

describe('an erasure', () => {
  it('completes by itself without interruptions', async () => {
    const whole = anotherProcess('fails', Infinity);
    const erased = await person();
    await whole.erasure.erase(entryOf(erased), null);
    await completed(erased);
    await whole.erasure.onApplicationShutdown();
    steps = whole.calls.length;
    expect(steps).toBeGreaterThan(20);
  });

  it.each(['fails', 'vanishes'] as const)(
    'that %s after any of its calls is finished by another process',
    async (fault) => {
      const places = Array.from({ length: steps }, (_, n) => n + 1);
      for (let from = 0; from < steps; from += atOnce) {
        const some = places.slice(from, from + atOnce);
        const interrupted: { erased: Person; broken: ReturnType<typeof anotherProcess> }[] = [];
        for (const at of some) interrupted.push({ erased: await person(), broken: anotherProcess(fault, at) });
        const asked = interrupted.map(({ erased, broken }) =>
          broken.erasure.erase(entryOf(erased), null).catch(() => undefined),
        );
        await until('all are interrupted', () => interrupted.every(({ broken }) => broken.isReached()));
        if (fault === 'vanishes') await endTurns();
        else await Promise.all(asked);
        for (const { erased } of interrupted) {
          const { rows } = await pool.query('select from erasures where subject_id = $1', [erased.id]);
          // No response was sent yet, so the client asks again.
          if (rows.length === 0) await anotherProcess('fails', Infinity).erasure.erase(entryOf(erased), null);
          await completed(erased);
        }
      }
    },
  );

  it('has the same report after any interruption', async () => {
    for (const one of persons)
      expect(await reportOf(one)).toMatchObject({
        stillReadable: 0,
        comments: 1,
        kept: [{ what: 'restriction', kind: 'premoderated', until: null }],
        events: { withPersonalData: 3, stillReadable: 0 },
      });
  });
});

describe('after the erasures, the word in all texts', () => {
  it('is in no table', async () => {
    await world.settled();
    expect((await tablesThatHold(world.databaseUrl, canary)).found).toEqual([]);
  });

  it('is in no event that a remaining key can decrypt', async () => {
    const { secrets, eventLog } = world.service;
    const fresh = await openEventLog({ secrets, databaseUrl: world.databaseUrl });
    for (const log of [eventLog, fresh]) {
      let opened = 0;
      for (let after = 0, more = true; more;) {
        const events = await log.readAfter(after, 1000);
        expect(tracesIn(JSON.stringify(await log.open(events)), canary)).toEqual([]);
        more = events.length > 0;
        opened += events.length;
        after = events.at(-1)?.position ?? after;
      }
      expect(opened).toBeGreaterThan(persons.length);
    }
    await fresh.close();
  });

  it('is in no response: threads, queues, histories, exports', async () => {
    const paths = [
      ...[
        'articles/a/comments?limit=100',
        'articles/a/embed',
        'moderation/queues/pending',
        'moderation/queues/reported',
      ],
      ...persons.flatMap(({ id, commentId, otherId }) => [
        ...[`authors/${id}`, `authors/${id}/export`, `comments/${commentId}/history`, `comments/${otherId}/history`],
      ]),
    ];
    for (const path of paths) {
      const { status, body } = await world.call<unknown>('GET', `${site}/${path}`, { token: admin });
      expect([path, status]).toEqual([path, 200]);
      expect(tracesIn(JSON.stringify(body), canary)).toEqual([]);
    }
  });
});
