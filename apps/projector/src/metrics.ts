import { Counter, Gauge } from 'prom-client';

const labelNames = ['projection'] as const;

/** What an operator watches projections by; `/metrics` shows them. */
export const projectionMetrics = {
  position: new Gauge({
    name: 'colloquy_projection_position',
    help: 'Position of the event log up to which a read model was brought',
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
