import { Counter, Gauge } from 'prom-client';

/** What an operator watches reading from Kafka by; `/metrics` shows them. */
export const sourceMetrics = {
  holes: new Counter({
    name: 'colloquy_projection_holes_total',
    help: 'Times that events were missing before a record, and were taken from the log: Kafka lost them, or the database its last moments in a crash',
    labelNames: ['projection', 'topic', 'partition'] as const,
  }),
  unreadable: new Gauge({
    name: 'colloquy_projector_partition_stopped',
    help: '1 while a partition stands still before a record that is no event of this service',
    labelNames: ['topic', 'partition'] as const,
  }),
  lag: new Gauge({
    name: 'colloquy_projector_lag_records',
    help: 'Records in the partitions of this member that it has not read yet',
  }),
  stalled: new Gauge({
    name: 'colloquy_projector_stalled',
    help: '1 while there are records to read and none was for a minute',
  }),
};
