// npm run kafka: a local Kafka broker that keeps its data under DATA_DIR, until Ctrl-C or SIGTERM.
import { join } from 'node:path';
import { NothingToRunKafkaWith, startLocalKafka } from './local-kafka.mjs';

// Listened for from the start, so that a signal during the start stops the broker, too; and never removed, since npm and
// the terminal both deliver Ctrl-C: the second one must not cut the first one's work short.
const signalled = new Promise((stop) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
});

try {
  const dataDir = join(process.env.DATA_DIR ?? '.data', 'kafka');
  const kafka = await startLocalKafka({ dataDir, log: console.log });
  console.log(`Kafka keeps its data in ${dataDir}; Ctrl-C stops it`);
  console.log(`KAFKA_BROKERS=${kafka.brokers.join(',')}`);
  await Promise.race([signalled, endOf(kafka)]);
  await kafka.stop();
  console.log('Kafka has stopped');
} catch (error) {
  console.error(error instanceof NothingToRunKafkaWith ? error.message : error);
  process.exitCode = 1;
}

function endOf(kafka) {
  return new Promise((_, fail) => {
    const watch = setInterval(() => {
      if (kafka.isRunning()) return;
      clearInterval(watch);
      fail(new Error('the broker ended by itself; see broker.log in its folder'));
    }, 1000);
    void signalled.then(() => clearInterval(watch));
  });
}
