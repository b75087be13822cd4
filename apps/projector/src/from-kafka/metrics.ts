import { Counter, Gauge } from 'prom-client';

/** Metrics of reading from Kafka. */
export const sourceMetrics = {
  holes: new Counter({
    name: 'colloquy_projection_holes_total',
    help: 'Times that events were missing before a record and were read from the log instead: Kafka lost them, or the database lost its last commits in a crash',
    labelNames: ['projection', 'topic', 'partition'] as const,
  }),
  unreadable: new Gauge({
    name: 'colloquy_projector_partition_stopped',
    help: '1 while a partition is stopped before a record that is not an event of this service',
    labelNames: ['topic', 'partition'] as const,
  }),
  lag: new Gauge({
    name: 'colloquy_projector_lag_records',
    help: 'Records that this member has not read yet, in all its partitions',
  }),
  stalled: new Gauge({
    name: 'colloquy_projector_stalled',
    help: '1 while there are records to read, but none was read for a minute',
  }),
};
