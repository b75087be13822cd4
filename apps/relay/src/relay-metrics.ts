import { Counter, Gauge, Histogram, register } from 'prom-client';

// What the same process registered before is found again.
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

/** What an operator watches: how far, how far behind, how often in doubt, and who leads. */
export const relayMetrics = {
  position: gauge('colloquy_relay_position', 'Position of the last event that is certainly in Kafka'),
  head: gauge('colloquy_log_head_position', 'Position of the last event in the log, as the relay last saw it'),
  lagEvents: gauge(
    'colloquy_relay_lag_events',
    'Positions in the log that are not yet in Kafka: at least as many as events, and far more where positions were bumped',
  ),
  lagSeconds: gauge('colloquy_relay_lag_seconds', 'Age of the oldest event that is not yet in Kafka'),
  batchSize: histogram('colloquy_relay_batch_size', 'Records in one send', [1, 10, 50, 100, 250, 500, 1000]),
  sendSeconds: histogram(
    'colloquy_relay_send_seconds',
    'Duration of one acknowledged send',
    [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 20],
  ),
  producerResets: gauge('colloquy_relay_producer_resets_total', 'Producers thrown away after a doubt'),
  metadataMismatches: gauge(
    'colloquy_relay_metadata_mismatch_total',
    'Sends that claimed success without naming every partition',
  ),
  doubts: counter('colloquy_relay_publish_doubts_total', 'Sends whose outcome was not known; the batch was sent again'),
  epoch: gauge('colloquy_relay_epoch', 'Epoch of the lease this relay holds or held last'),
  isLeader: gauge('colloquy_relay_is_leader', '1 where this relay publishes, 0 where it stands by'),
  stoppedAt: gauge('colloquy_relay_stopped_position', 'Position of an event no broker takes; 0 when the line moves'),
} as const;
