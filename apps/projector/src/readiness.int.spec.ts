import { register } from 'prom-client';
import { MemoryTransport } from '#messaging/memory-transport';
import { createLogger } from '#platform/logger';
import type { Projection } from '#read-models/projection';
import { projectorFaults } from '#read-models/projection-faults';
import { survivingPool } from '#platform/postgres';
import { appendHistory } from '#test/support/database/append-history';
import { askReadiness } from '#test/support/world/ask-readiness';
import { letMinutesPass } from '#test/support/time/let-minutes-pass';
import { PublishedLog, testTopics } from '#test/support/kafka/published-log';
import { historyOf } from '#test/support/histories/random-history';
import { seenProjection } from '#test/support/read-models/seen';
import { suiteLog } from '#test/support/database/suite-log';
import { until } from '#test/support/time/until';
import { projectorHealth } from './readiness.ts';
import { type RunningProjector, startProjector } from './start-projector.ts';

const logger = createLogger('silent', 'test');

describe("a projector's readiness", () => {
  let transport: MemoryTransport;
  let projector: RunningProjector | undefined;
  const suite = suiteLog(async () => {
    await projector?.stop();
    await transport.close();
  });

  beforeEach(() => {
    transport = new MemoryTransport();
    projector = undefined;
  });

  const start = async (projection: Projection, from: 'log' | 'kafka' = 'log') => {
    const { prefix, partitions } = testTopics;
    const kafka = from === 'kafka' ? { transport, prefix, partitions, patience: 200 } : undefined;
    projector = await startProjector({
      pool: suite.pool,
      eventLog: suite.log,
      logger,
      projections: [projection],
      kafka,
    });
    return projector;
  };
  const ready = (running: RunningProjector) => askReadiness(projectorHealth(suite.pool, suite.pool, running).now);
  const failing = (at: number): Projection =>
    seenProjection('weak', (events) => {
      if (events.some(({ position }) => position === at)) throw new TypeError('not to be applied');
    });

  it('is known to other processes', async () => {
    expect(await projectorFaults(suite.pool)).toMatchObject([{ code: 'projector-missing' }]);
    await start(seenProjection('one'));
    expect(await projectorFaults(suite.pool)).toEqual([]);
  });

  it('shows the source of events and the progress of each read model', async () => {
    await appendHistory(suite.log, historyOf(1, 30));
    const running = await start(seenProjection('one'));
    await running.settled();
    expect(await ready(running)).toEqual({
      status: 200,
      retryAfter: null,
      body: {
        status: 'ok',
        database: 'ok',
        reasons: [],
        source: 'log',
        head: String(await suite.log.head()),
        projections: { one: { status: 'active', lag: 0, stalled: false } },
      },
    });
  });

  it('is degraded, but ready, while a read model is stopped', async () => {
    await appendHistory(suite.log, historyOf(1, 30));
    const [poison] = await suite.log.readAfter(9, 1);
    const at = poison?.position ?? 0;
    const running = await start(failing(at));
    await expect(running.settled()).rejects.toThrow('weak is stopped');
    const weak = { status: 'stopped', lag: (await suite.log.head()) - at + 1, stalled: false };
    expect(await ready(running)).toMatchObject({
      status: 200,
      body: { status: 'degraded', reasons: [{ code: 'projection-stopped' }], projections: { weak } },
    });
    await letMinutesPass(suite.pool, 2);
    expect(await ready(running)).toMatchObject({
      status: 200,
      body: { projections: { weak: { ...weak, stalled: true } } },
    });
  });

  it('shows in its metrics the lag of a stopped read model', async () => {
    await appendHistory(suite.log, historyOf(1, 30));
    const [poison] = await suite.log.readAfter(9, 1);
    const at = poison?.position ?? 0;
    const running = await start(failing(at));
    await expect(running.settled()).rejects.toThrow('weak is stopped');
    await letMinutesPass(suite.pool, 2);
    const shown = async (metric: string) =>
      Number(
        new RegExp(`^colloquy_projection_${metric}\\{projection="weak"\\} (\\S+)$`, 'm').exec(
          await register.metrics(),
        )?.[1],
      );
    expect(await shown('lag_events')).toBe((await suite.log.head()) - at + 1);
    expect(await shown('lag_seconds')).toBeGreaterThanOrEqual(120);
  });

  it('is degraded while a rebuild fails, and shows it in its metrics', async () => {
    await appendHistory(suite.log, historyOf(1, 30));
    const earlier = await start(seenProjection('one'));
    await earlier.settled();
    await earlier.stop();
    let fails = true;
    const running = await start(
      seenProjection(
        'one',
        () => {
          if (fails) throw new RangeError('broken');
        },
        2,
      ),
    );
    await until('it has failed', async () => JSON.stringify((await ready(running)).body).includes('RangeError'));
    const first = (await suite.log.readAfter(0, 1))[0]?.position;
    const rebuilding = { position: 0, lastError: expect.stringContaining('RangeError') as string, stoppedAt: first };
    expect(await ready(running)).toMatchObject({
      status: 200,
      body: {
        status: 'degraded',
        reasons: [{ code: 'rebuild-failing' }],
        projections: { one: { status: 'active', outdated: true, rebuilding } },
      },
    });
    const shown = async () =>
      (await register.metrics()).split('\n').filter((line) => line.includes('{projection="one"}'));
    expect(await shown()).toContain('colloquy_projection_outdated{projection="one"} 1');
    expect((await shown()).join()).toMatch(/colloquy_projection_rebuild_failures_total\{projection="one"\} [1-9]/);
    fails = false;
    await until('it is current', async () =>
      (await shown()).includes('colloquy_projection_outdated{projection="one"} 0'),
    );
    expect((await ready(running)).body).toMatchObject({
      projections: { one: { status: 'active', lag: 0, stalled: false } },
    });
  });

  it('does not report the first event after a quiet night as a stall', async () => {
    await appendHistory(suite.log, historyOf(1, 30));
    const running = await start(seenProjection('one'));
    await running.settled();
    await running.stop();
    projector = undefined;
    await letMinutesPass(suite.pool, 600);
    await appendHistory(suite.log, historyOf(2, 5));
    expect((await ready(running)).body).toMatchObject({ projections: { one: { lag: 5, stalled: false } } });
  });

  it('shows the progress of reading from Kafka, and partitions stopped before an unreadable record', async () => {
    const published = new PublishedLog(suite.pool, suite.log, transport);
    await published.prepare();
    await appendHistory(suite.log, historyOf(1, 40));
    const running = await start(seenProjection('one'), 'kafka');
    await published.publish(20);
    await running.settled((await suite.log.readAfter(0, 20)).at(-1)?.position);
    const { body } = await ready(running);
    expect(body).toMatchObject({ source: 'kafka', reading: { lag: 0, stalled: false, stopped: [] } });
    await transport.publish([{ topic: 'test.comments', partition: 0, key: 'x', value: 'nonsense', headers: {} }]);
    await until('it met the record', () => (running.readingFromKafka()?.stopped.length ?? 0) > 0);
    const answer = await ready(running);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        status: 'degraded',
        reasons: [{ code: 'partition-stopped', message: expect.stringContaining('test.comments/0') }],
        reading: { stopped: ['test.comments/0'] },
      },
    });
  });

  it('is 503 while the database is unavailable', async () => {
    const running = await start(seenProjection('one'));
    const unreachable = survivingPool({ connectionString: 'postgresql://127.0.0.1:1/nowhere' });
    const answer = await askReadiness(projectorHealth(unreachable, unreachable, running).now);
    await unreachable.end();
    expect(answer).toMatchObject({ status: 503, retryAfter: '1', body: { status: 'unavailable' } });
  });
});
