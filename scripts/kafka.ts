import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readEnvFile } from './env-file.ts';
import { startLocalKafka } from './kafka/local-broker.ts';

export const help = `npm run kafka: runs a local Kafka broker with its data in DATA_DIR, until Ctrl-C or SIGTERM`;

export async function main(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  readEnvFile();
  const signalled = nextSignal();
  const dataDir = join(process.env['DATA_DIR'] ?? '.data', 'kafka');
  const kafka = await startLocalKafka({ dataDir, log: console.log });
  console.log(`Kafka is running with its data in ${dataDir}; press Ctrl-C to stop it`);
  console.log(`KAFKA_BROKERS=${kafka.brokers.join(',')}`);
  while (!signalled.aborted && kafka.isRunning()) await sleep(1000, undefined, { signal: signalled }).catch(() => {});
  if (!signalled.aborted) throw new Error(`the broker ended unexpectedly: see broker.log in ${dataDir}`);
  await kafka.stop();
  console.log('Kafka has stopped');
}

// Listens from the start, so that a signal during the start stops the broker, too. The handler stays, because npm and
// the terminal both deliver Ctrl-C, and the second signal must not interrupt the shutdown.
function nextSignal(): AbortSignal {
  const came = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => came.abort());
  return came.signal;
}
