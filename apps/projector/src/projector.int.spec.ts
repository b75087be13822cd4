import type { RecordedEvent } from '#contracts/event-schemas';
import type { EventLog } from '#event-store/event-log';
import { createLogger } from '#platform/logger';
import { resume } from '#read-models/checkpoints';
import type { Projection } from '#read-models/projection';
import { readProgress } from '#read-models/progress';
import { appendHistory } from '#test/support/database/append-history';
import { historyOf } from '#test/support/histories/random-history';
import type { HistoryEvent } from '#test/support/histories/random-newsroom';
import { seenProjection } from '#test/support/read-models/seen';
import { suiteLog } from '#test/support/database/suite-log';
import { until } from '#test/support/time/until';
import { type RunningProjector, startProjector } from './start-projector.ts';

const logger = createLogger('silent', 'test');

/** @param harm called on each attempt to apply the poisonous event */
const poisonous = (poison: HistoryEvent, harm: () => void = fail): Projection =>
  seenProjection('weak', (events: readonly RecordedEvent[]) => {
    if (events.some(({ eventId }) => eventId === poison.eventId)) harm();
  });

function fail(): never {
  throw new TypeError('a name that must not be kept');
}

describe('the projector', () => {
  const running: RunningProjector[] = [];
  const stopAll = () => Promise.all(running.splice(0).map((projector) => projector.stop()));
  const suite = suiteLog(stopAll);

  const start = async (...projections: Projection[]): Promise<RunningProjector> => {
    const projector = await startProjector({ pool: suite.pool, eventLog: suite.log, logger, projections });
    running.push(projector);
    return projector;
  };
  const logged = async (): Promise<number[]> => (await suite.log.readAfter(0, 10_000)).map(({ position }) => position);
  const seen = async (name: string): Promise<number[]> => {
    const { rows } = await suite.pool.query<{ position: string }>(
      `select position from read.${name}_seen order by position`,
    );
    return rows.map(({ position }) => Number(position));
  };

  it('applies events from before and after its start, each once', async () => {
    const history = historyOf(1, 120);
    await appendHistory(suite.log, history.slice(0, 60));
    const projector = await start(seenProjection('one'), seenProjection('two'));
    await projector.settled();
    await appendHistory(suite.log, history.slice(60));
    await projector.settled();
    expect(await seen('one')).toEqual(await logged());
    expect(await seen('two')).toEqual(await logged());
  });

  it('resumes at its checkpoint', async () => {
    const history = historyOf(2, 60);
    const first = await start(seenProjection('one'));
    await appendHistory(suite.log, history.slice(0, 30));
    await first.settled();
    await stopAll();
    await appendHistory(suite.log, history.slice(30));
    await (await start(seenProjection('one'))).settled();
    expect(await seen('one')).toEqual(await logged());
  });

  it('finds events that another process appended', async () => {
    const projector = await start(seenProjection('one'));
    await appendHistory(suite.logs.open(suite.database.url), historyOf(3, 20));
    await projector.settled();
    expect(await seen('one')).toEqual(await logged());
  });

  it('applies every event once while several projectors run', async () => {
    await start(seenProjection('one'));
    await start(seenProjection('one'));
    const third = await start(seenProjection('one'));
    await appendHistory(suite.log, historyOf(4, 400));
    await third.settled();
    expect(await seen('one')).toEqual(await logged());
  });

  it('starts while other projectors apply new events', async () => {
    const first = await start(seenProjection('one'));
    await appendHistory(suite.log, historyOf(6, 20));
    await first.settled();
    const history = historyOf(7, 20);
    // By the time the log's end is returned, others have appended and applied more events.
    const eventLog = Object.assign(Object.create(suite.log) as EventLog, {
      reach: async () => {
        const reach = await suite.log.reach();
        await appendHistory(suite.log, history.splice(0));
        await first.settled();
        return reach;
      },
    });
    const second = await startProjector({ pool: suite.pool, eventLog, logger, projections: [seenProjection('one')] });
    running.push(second);
    await second.settled();
    expect(await seen('one')).toEqual(await logged());
  });

  it('applies nothing twice if its connection dies between applying and committing', async () => {
    let deaths = 0;
    const dying = seenProjection('one', async (_events, transaction) => {
      if (++deaths > 3) return;
      await transaction.query('insert into one_seen values (-1)');
      await transaction.query('select pg_terminate_backend(pg_backend_pid())');
    });
    const projector = await start(dying);
    await appendHistory(suite.log, historyOf(5, 40));
    await projector.settled();
    expect(deaths).toBeGreaterThan(3);
    expect(await seen('one')).toEqual(await logged());
  });

  it('applies nothing twice if the response to a commit is lost', async () => {
    let losses = 0;
    const losing = seenProjection('one', (_events, transaction) => {
      const client = transaction as { query: (...parameters: unknown[]) => Promise<unknown> };
      const { query } = client;
      client.query = async (...parameters) => {
        const answer = await query.apply(client, parameters);
        if (parameters[0] !== 'commit') return answer;
        client.query = query;
        losses += 1;
        throw Object.assign(new Error('the connection was lost'), { code: 'ECONNRESET' });
      };
    });
    const projector = await start(losing);
    for (let round = 1; round <= 3; round++) {
      await appendHistory(suite.log, historyOf(round, 10));
      await projector.settled();
    }
    expect(losses).toBeGreaterThanOrEqual(3);
    expect(await seen('one')).toEqual(await logged());
  });

  it('notifies listeners when a read model moves, until they unsubscribe', async () => {
    const projector = await start(seenProjection('one'));
    let calls = 0;
    const stopListening = projector.onApplied(() => (calls += 1));
    await appendHistory(suite.log, historyOf(7, 5));
    await projector.settled();
    await until('the listener was called', () => calls > 0);
    stopListening();
    const before = calls;
    await appendHistory(suite.log, historyOf(8, 5));
    await projector.settled();
    expect(calls).toBe(before);
  });

  it('refuses to start if a checkpoint is beyond the end of the log', async () => {
    await start(seenProjection('one'));
    await stopAll();
    await suite.pool.query('update projection_checkpoints set position = 7');
    await expect(start(seenProjection('one'))).rejects.toThrow(/one has seen the events up to position 7/);
  });

  describe('with an event that one read model cannot apply', () => {
    let history: HistoryEvent[];
    let poison: number;
    let projector: RunningProjector;
    let tries: number;
    let cured: boolean;

    beforeEach(async () => {
      [tries, cured] = [0, false];
      history = historyOf(9, 200);
      const bad = history[137] as HistoryEvent;
      await appendHistory(suite.log, history);
      poison = (await suite.log.readAfter(0, 1000)).find(({ eventId }) => eventId === bad.eventId)?.position ?? 0;
      const weak = poisonous(bad, () => {
        tries += 1;
        if (!cured) fail();
      });
      projector = await start(weak, seenProjection('strong'));
      await until('it stopped', () => projector.positions().get('weak')?.status === 'stopped');
    });

    it('applies everything before it, stops only that read model, and stores the position', async () => {
      await until('the other one is done', async () => (await seen('strong')).length === 200);
      expect(await seen('weak')).toEqual((await logged()).filter((position) => position < poison));
      const { rows } = await suite.pool.query(
        `select status, position, stopped_at, error from projection_checkpoints where name = 'weak'`,
      );
      expect(rows).toEqual([
        {
          status: 'stopped',
          position: poison - 1,
          stopped_at: poison,
          error: expect.stringMatching(/^TypeError at projector\.int\.spec\.ts:\d+$/),
        },
      ]);
      expect((await readProgress(suite.pool)).get('weak')).toMatchObject({ status: 'stopped', position: poison - 1 });
      await expect(projector.settled()).rejects.toThrow(/weak is stopped before position/);
    });

    it('stays stopped after a restart', async () => {
      await stopAll();
      projector = await start(poisonous(history[137] as HistoryEvent));
      await expect(projector.settled()).rejects.toThrow(/weak is stopped/);
    });

    it('continues with the next event when an operator skips it', async () => {
      await resume(suite.pool, 'weak', poison);
      await until('it resumed', () => projector.positions().get('weak')?.status === 'active');
      await projector.settled();
      expect(await seen('weak')).toEqual((await logged()).filter((position) => position !== poison));
    });

    it('retries the event when an operator resumes without skipping it, and stops there again', async () => {
      const before = tries;
      await resume(suite.pool, 'weak', null);
      await until('it tried again', () => tries > before);
      await until('it stopped again', async () => {
        const { rows } = await suite.pool.query(`select from projection_checkpoints where status = 'stopped'`);
        return rows.length === 1;
      });
      expect(await seen('weak')).toEqual((await logged()).filter((position) => position < poison));
    });

    it('applies the event when an operator resumes after a fix', async () => {
      cured = true;
      await resume(suite.pool, 'weak', null);
      await until('it resumed', () => projector.positions().get('weak')?.status === 'active');
      await projector.settled();
      expect(await seen('weak')).toEqual(await logged());
    });

    it('refuses to skip any other event', async () => {
      await expect(resume(suite.pool, 'weak', poison + 1)).rejects.toThrow(
        `is stopped at position ${poison}, not at ${poison + 1}`,
      );
      await expect(resume(suite.pool, 'strong', null)).rejects.toThrow('is not stopped');
    });
  });
});
