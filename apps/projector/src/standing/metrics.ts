import { Counter, Gauge } from 'prom-client';
import { Scraped } from '#platform/scraped';
import type { ProjectionLag } from '#read-models/projections-health';

const labelNames = ['projection'] as const;

/** A projection that stands still falls behind without a word: so it is asked for, and `startProjector` says where. */
export const lags = new Scraped<readonly ProjectionLag[]>([]);

const lagGauge = (name: string, help: string, of: (lag: ProjectionLag) => number): Gauge<'projection'> =>
  new Gauge({
    name,
    help,
    labelNames,
    async collect() {
      const known = await lags.now();
      this.reset();
      for (const lag of known) this.set({ projection: lag.name }, of(lag));
    },
  });

/** What an operator watches projections by; `/metrics` shows them. */
export const projectionMetrics = {
  position: new Gauge({
    name: 'colloquy_projection_position',
    help: 'Position of the event log up to which a read model was brought',
    labelNames,
  }),
  lagEvents: lagGauge(
    'colloquy_projection_lag_events',
    'Positions in the log that a read model has not seen: at least as many as events',
    ({ events }) => events,
  ),
  lagSeconds: lagGauge(
    'colloquy_projection_lag_seconds',
    'Age of the oldest event that a read model has not seen',
    ({ seconds }) => seconds,
  ),
  outdated: lagGauge(
    'colloquy_projection_outdated',
    "1 while readers see tables of a read model whose definition is not the code's: they stand still until they are replaced",
    ({ isOutdated }) => (isOutdated ? 1 : 0),
  ),
  rebuildFailures: new Counter({
    name: 'colloquy_projection_rebuild_failures_total',
    help: 'Attempts to build a read model as the code has it that failed; each is followed by another',
    labelNames,
  }),
  stopped: new Gauge({
    name: 'colloquy_projection_stopped',
    help: '1 while a read model is stopped at an event that it cannot apply: an operator has to look',
    labelNames,
  }),
  events: new Counter({
    name: 'colloquy_projection_events_total',
    help: 'Events of the log that a read model has seen',
    labelNames,
  }),
  retries: new Counter({
    name: 'colloquy_projection_retries_total',
    help: 'Batches that are tried again because the database was away or busy',
    labelNames,
  }),
};
