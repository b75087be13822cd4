import { join } from 'node:path';
import { readEnvFile } from './env-file.ts';
import { startLocalKafka } from './kafka/local-broker.ts';
import { ofScript, run } from './processes.ts';

export const help = `npm run start:kafka: runs a local Kafka broker and the service that publishes to it; stops the service first, then the broker`;

export async function main(args: string[]): Promise<number> {
  readEnvFile();
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => (stopping = true));
  const dataDir = join(process.env['DATA_DIR'] ?? '.data', 'kafka');
  const kafka = await startLocalKafka({ dataDir, log: console.log });
  console.log(`KAFKA_BROKERS=${kafka.brokers.join(',')}`);
  try {
    if (stopping) return 0;
    const env = { KAFKA_BROKERS: kafka.brokers.join(',') };
    return (await run(ofScript('start', ...args), { env, detached: true })).code;
  } finally {
    await kafka.stop();
  }
}
