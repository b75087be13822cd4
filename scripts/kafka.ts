import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readEnvFile } from './env-file.ts';
import { startLocalKafka } from './kafka/local-broker.ts';

export const help = `npm run kafka: a local Kafka broker that keeps its data under DATA_DIR, until Ctrl-C or SIGTERM`;

export async function main(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  readEnvFile();
  const signalled = nextSignal();
  const dataDir = join(process.env['DATA_DIR'] ?? '.data', 'kafka');
  const kafka = await startLocalKafka({ dataDir, log: console.log });
  console.log(`Kafka keeps its data in ${dataDir}; Ctrl-C stops it`);
  console.log(`KAFKA_BROKERS=${kafka.brokers.join(',')}`);
  while (!signalled.aborted && kafka.isRunning()) await sleep(1000, undefined, { signal: signalled }).catch(() => {});
  if (!signalled.aborted) throw new Error('the broker ended by itself; see broker.log in its folder');
  await kafka.stop();
  console.log('Kafka has stopped');
}

// Listened for from the start, so that a signal during the start stops the broker, too; and never removed, since npm
// and the terminal both deliver Ctrl-C: the second one must not cut the first one's work short.
function nextSignal(): AbortSignal {
  const came = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => came.abort());
  return came.signal;
}
