import { Counter, Gauge, Histogram, register } from 'prom-client';

// Reuses metrics that the same process registered before.
function gauge(name: string, help: string): Gauge {
  const known = register.getSingleMetric(name);
  return known instanceof Gauge ? known : new Gauge({ name, help });
}
function counter(name: string, help: string): Counter {
  const known = register.getSingleMetric(name);
  return known instanceof Counter ? known : new Counter({ name, help });
}
function histogram(name: string, help: string, buckets: number[]): Histogram {
  const known = register.getSingleMetric(name);
  return known instanceof Histogram ? known : new Histogram({ name, help, buckets });
}

/** Metrics of the relay. */
export const relayMetrics = {
  position: gauge('colloquy_relay_position', 'Position of the last event that Kafka has acknowledged'),
  head: gauge('colloquy_log_head_position', 'Position of the last event in the log, as the relay last saw it'),
  lagEvents: gauge(
    'colloquy_relay_lag_events',
    'Positions in the log that are not yet in Kafka; an upper bound for the number of events, and far more after a position bump',
  ),
  lagSeconds: gauge('colloquy_relay_lag_seconds', 'Age of the oldest event that is not yet in Kafka'),
  countsLagSeconds: gauge(
    'colloquy_relay_counts_lag_seconds',
    'Age of the oldest event whose article count is known and not yet in Kafka',
  ),
  batchSize: histogram('colloquy_relay_batch_size', 'Records in one send', [1, 10, 50, 100, 250, 500, 1000]),
  sendSeconds: histogram(
    'colloquy_relay_send_seconds',
    'Duration of one acknowledged send',
    [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 20],
  ),
  producerResets: counter(
    'colloquy_relay_producer_resets_total',
    'Producers replaced after a send with unknown outcome',
  ),
  metadataMismatches: counter(
    'colloquy_relay_metadata_mismatch_total',
    'Sends that claimed success without naming every partition',
  ),
  doubts: counter('colloquy_relay_publish_doubts_total', 'Sends with unknown outcome; the batch was sent again'),
  epoch: gauge('colloquy_relay_epoch', 'Epoch of the lease that this relay holds or last held'),
  isLeader: gauge('colloquy_relay_is_leader', '1 while this relay publishes, 0 while it is a standby'),
  stoppedAt: gauge(
    'colloquy_relay_stopped_position',
    'Position of an event that brokers reject, until it is parked; 0 while publishing works',
  ),
} as const;
