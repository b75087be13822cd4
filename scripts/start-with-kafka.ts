// npm run start:kafka: a local Kafka broker and the service that publishes to it; the service stops first, the broker last.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NothingToRunKafkaWith, startLocalKafka } from './local-kafka.mjs';

let app;
let stopping = false;
// npm and the terminal both deliver Ctrl-C: only the first signal is passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (!stopping) app?.kill('SIGTERM');
    stopping = true;
  });
}

try {
  const dataDir = join(process.env.DATA_DIR ?? '.data', 'kafka');
  const kafka = await startLocalKafka({ dataDir, log: console.log });
  console.log(`KAFKA_BROKERS=${kafka.brokers.join(',')}`);
  if (!stopping) process.exitCode = await runApp(kafka.brokers);
  await kafka.stop();
} catch (error) {
  console.error(error instanceof NothingToRunKafkaWith ? error.message : error);
  process.exitCode = 1;
}

// In a process group of its own, so that Ctrl-C reaches it once, from here.
async function runApp(brokers) {
  const start = join(dirname(fileURLToPath(import.meta.url)), 'start.mjs');
  const env = { ...process.env, KAFKA_BROKERS: brokers.join(',') };
  app = spawn(process.execPath, [start, ...process.argv.slice(2)], { stdio: 'inherit', detached: true, env });
  const [code] = await once(app, 'exit');
  return code ?? 1;
}
