import { Counter, Gauge } from 'prom-client';
import { Scraped } from '#platform/scraped';
import type { ProjectionLag } from '#read-models/projections-health';

const labelNames = ['projection'] as const;

/**
 * A stopped projection reports nothing by itself, so each scrape computes the lag; `startProjector` sets the source.
 */
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

/** Metrics of projections. */
export const projectionMetrics = {
  position: new Gauge({
    name: 'colloquy_projection_position',
    help: 'Position in the event log that a read model has reached',
    labelNames,
  }),
  lagEvents: lagGauge(
    'colloquy_projection_lag_events',
    'Positions in the log that a read model has not seen; an upper bound for the number of events',
    ({ events }) => events,
  ),
  lagSeconds: lagGauge(
    'colloquy_projection_lag_seconds',
    'Age of the oldest event that a read model has not seen',
    ({ seconds }) => seconds,
  ),
  outdated: lagGauge(
    'colloquy_projection_outdated',
    "1 while readers see tables of a read model whose definition is not the code's: no events are applied to them until they are replaced",
    ({ isOutdated }) => (isOutdated ? 1 : 0),
  ),
  rebuildFailures: new Counter({
    name: 'colloquy_projection_rebuild_failures_total',
    help: 'Failed attempts to rebuild an outdated read model; each is retried',
    labelNames,
  }),
  stopped: new Gauge({
    name: 'colloquy_projection_stopped',
    help: '1 while a read model is stopped at an event that it cannot apply: an operator must resume it',
    labelNames,
  }),
  events: new Counter({
    name: 'colloquy_projection_events_total',
    help: 'Events of the log that a read model has seen',
    labelNames,
  }),
  retries: new Counter({
    name: 'colloquy_projection_retries_total',
    help: 'Batches retried because the database was unavailable or busy',
    labelNames,
  }),
};
