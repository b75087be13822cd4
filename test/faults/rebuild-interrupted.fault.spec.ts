import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { compareWithReplay } from '#projector/doctor/compare-with-replay';
import { takeTurn } from '#projector/rebuild/name-lock';
import { rebuild } from '#projector/rebuild/rebuild';
import { type RunningProjector, startProjector } from '#projector/start-projector';
import { createLogger } from '#platform/logger';
import { resume, servingCheckpoint } from '#read-models/checkpoints';
import type { Projection, Transaction } from '#read-models/projection';
import { projectionsHealth } from '#read-models/projections-health';
import { appendHistory } from '#test/support/database/append-history';
import { letMinutesPass } from '#test/support/time/let-minutes-pass';
import { historyOf } from '#test/support/histories/random-history';
import { seenProjection } from '#test/support/read-models/seen';
import { suiteLog } from '#test/support/database/suite-log';
import { until } from '#test/support/time/until';

const logger = createLogger('silent', 'test');

type Before = (transaction: Transaction) => unknown;

/**
 * The next version of a read model, with an additional index. `before` runs in each transaction that applies events.
 */
const nextVersion = (before: Before = () => undefined, name = 'one'): Projection => {
  const next = seenProjection(name, (_events, transaction) => before(transaction), 2);
  return { ...next, tables: `${next.tables} create index ${name}_newest on ${name}_seen (position desc);` };
};

describe('the rebuild of a read model whose definition changed', () => {
  let projector: RunningProjector | undefined;
  const stop = async (): Promise<void> => {
    await projector?.stop();
    projector = undefined;
  };
  const suite = suiteLog(stop);
  const parts = () => ({ pool: suite.pool, eventLog: suite.log });
  const start = async (...projections: Projection[]): Promise<void> => {
    projector = await startProjector({ ...parts(), logger, projections });
  };
  /** Builds the first version of some read models from a log, and stops the projector. */
  const served = async (...names: string[]): Promise<void> => {
    await appendHistory(suite.log, historyOf(1, 1200));
    await start(...names.map((name) => seenProjection(name)));
    await projector?.settled();
    await stop();
  };
  const isCurrent = async (name = 'one'): Promise<boolean> =>
    ((await servingCheckpoint(suite.pool, name))?.generation ?? 0) > 1;
  const becomesCurrent = (name = 'one'): Promise<void> =>
    until(`the new tables of ${name} are served`, () => isCurrent(name));
  /** A builder that has just swapped the tables holds the lock for a moment more. */
  const turnIsFree = (name = 'one'): Promise<void> =>
    until('the lock is free', () =>
      takeTurn(suite.pool, name).then(
        (release) => release().then(() => true),
        () => false,
      ),
    );
  const isRight = async (projection: Projection): Promise<void> => {
    await projector?.settled();
    await turnIsFree(projection.name);
    const { position, tables } = await compareWithReplay(projection, parts());
    expect(position).toBe(await suite.log.head());
    expect(tables).toMatchObject([{ rows: 1200, onlyServed: 0, onlyReplayed: 0 }]);
  };
  /** Ends sessions of the projector, as an operator or a failing server does. */
  const terminate = async (which: string): Promise<number> => {
    const { rowCount } = await suite.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity a
       where datname = current_database() and application_name = 'colloquy projector' and ${which}`,
    );
    return rowCount ?? 0;
  };
  const holdingTheLock = `exists (select from pg_locks l where l.pid = a.pid and locktype = 'advisory' and classid = 4206012)`;
  const waitingWith = (statement: string): string => `wait_event_type = 'Lock' and query ilike '${statement}%'`;
  const terminated = (which: string): Promise<void> =>
    until(`a session was terminated: ${which}`, async () => (await terminate(which)) > 0);
  const health = async () => {
    if (!projector) throw new Error('start a projector first');
    const { projections } = await projectionsHealth(suite.pool, suite.log, projector.projections);
    return projections;
  };
  const session = async (sql: string): Promise<() => Promise<void>> => {
    const client = new Client({ connectionString: suite.database.url });
    client.on('error', () => undefined);
    await client.connect();
    await client.query(`begin; ${sql}`);
    return () => client.end();
  };

  it.each(['before the first event', 'in the middle'])('continues after its session is terminated %s', async (when) => {
    await served('one');
    let batches = 0;
    const next = nextVersion(async (transaction) => {
      batches += 1;
      if (batches !== (when === 'in the middle' ? 3 : 1)) return;
      await transaction.query('select pg_terminate_backend(pg_backend_pid())');
    });
    await start(next);
    await becomesCurrent();
    await isRight(next);
  });

  it('continues after the session that holds its lock is terminated', async () => {
    await served('one');
    let cut = false;
    const next = nextVersion(async () => {
      if (cut) return;
      cut = true;
      await terminated(holdingTheLock);
    });
    await start(next);
    await becomesCurrent();
    await isRight(next);
  });

  it('continues after all its sessions are terminated repeatedly', async () => {
    await served('one');
    const next = nextVersion();
    await start(next);
    for (let round = 1; round <= 20; round++) {
      await terminate('true');
      await delay(round * 3); // so that each round hits another moment
    }
    await becomesCurrent();
    await isRight(next);
  });

  it('resumes at its position after its index, and then its swap, is interrupted', async () => {
    await served('one');
    const applied = new Set<number>();
    let again = 0;
    const next = seenProjection(
      'one',
      (events) => {
        for (const { position } of events) {
          if (applied.has(position)) again += 1;
          applied.add(position);
        }
      },
      2,
    );
    const indexed = { ...next, tables: nextVersion().tables };
    const releaseCheckpoint = await session(
      `select from projection_checkpoints where name = 'one' and status = 'active' for update`,
    );
    await start(indexed);
    await until('it is built', async () => applied.size === 1200);
    await terminated(waitingWith('%for update'));
    const releaseTable = await session('lock table one_g2.one_seen in share row exclusive mode');
    await terminated('true');
    await delay(500); // time for the next attempt to wait before the index
    await terminate('true');
    await releaseTable();
    await releaseCheckpoint();
    await becomesCurrent();
    expect(again).toBe(0);
    await isRight(indexed);
  });

  it('waits while the doctor holds the lock, reports it, and continues afterwards', async () => {
    await served('one');
    const release = await takeTurn(suite.pool, 'one');
    const next = nextVersion();
    await start(next);
    await until('it is reported', async () => 'outdated' in ((await health())['one'] ?? {}));
    await delay(1_000); // an attempt or two
    expect(await isCurrent()).toBe(false);
    await release();
    await becomesCurrent();
    expect((await health())['one']).toEqual({ status: 'active', lag: 0, stalled: false });
    await isRight(next);
  });

  it('does not delay other read models if one cannot be built, and reports the reason', async () => {
    await served('one', 'two');
    let broken = true;
    const weak = nextVersion(() => {
      if (broken) throw new RangeError('not to be applied');
    });
    const fine = nextVersion(undefined, 'two');
    await start(weak, fine);
    await becomesCurrent('two');
    await until('it is reported', async () => JSON.stringify(await health()).includes('stoppedAt'));
    const first = (await suite.log.readAfter(0, 1))[0]?.position ?? 0;
    expect((await health())['one']).toMatchObject({
      status: 'active',
      outdated: true,
      rebuilding: { lastError: expect.stringContaining('RangeError') as string, stoppedAt: first },
    });
    broken = false;
    await becomesCurrent('one');
    await isRight(weak);
    expect((await health())['one']).not.toHaveProperty('outdated');
  });

  it('skips the event that an operator skipped', async () => {
    await served('one');
    const [poison] = await suite.log.readAfter(99, 1);
    const at = poison?.position ?? 0;
    const next = seenProjection(
      'one',
      (events) => {
        if (events.some(({ position }) => position === at)) throw new RangeError('not to be applied');
      },
      2,
    );
    await start(next);
    await until('it is reported', async () => JSON.stringify(await health()).includes(`"stoppedAt":${at}`));
    await resume(suite.pool, 'one', at);
    await becomesCurrent();
    await projector?.settled();
    expect((await suite.pool.query('select from read.one_seen')).rowCount).toBe(1199);
  });

  it('starts again if another version of the service replaced the tables and then ended', async () => {
    await served('one');
    const next = nextVersion();
    await start(next);
    await becomesCurrent();
    await turnIsFree();
    await rebuild([seenProjection('one')], parts());
    await appendHistory(suite.log, historyOf(2, 10));
    await letMinutesPass(suite.pool, 2);
    await until('it is reported', async () => 'outdated' in ((await health())['one'] ?? {}));
    await until('it is served again', async () => ((await servingCheckpoint(suite.pool, 'one'))?.generation ?? 0) > 3);
    await projector?.settled();
    expect((await suite.pool.query('select from read.one_seen')).rowCount).toBe(1210);
  });

  it('ends at once when it is stopped, also during a pause', async () => {
    await served('one');
    let failures = 0;
    await start(
      nextVersion(() => {
        failures += 1;
        throw new RangeError('not to be applied');
      }),
    );
    await until('it has failed twice', async () => JSON.stringify(await health()).includes('"attempts":2'));
    const before = failures;
    await stop();
    expect(failures).toBeLessThanOrEqual(before + 1); // one attempt may have been running
  });
});
