// One Kafka broker for this machine: a plain process where Java and Maven are there, else a container.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startKafka } from './kafka-broker.mjs';
import { missingForKafka } from './kafka-jars.mjs';

const composeFile = join(dirname(fileURLToPath(import.meta.url)), '../docker/kafka/compose.yml');

/** Says what would have to be installed; the message has one plain line for each thing. */
export class NothingToRunKafkaWith extends Error {}

/** Starts the broker whose data is in `dataDir`: `{ brokers, isRunning(), stop() }`. Throws `NothingToRunKafkaWith` where this machine has no means. */
export async function startLocalKafka({ dataDir, log }) {
  const missing = missingForKafka();
  if (missing.length === 0) {
    const { brokers, nodes, stop } = await startKafka({ dataDir, log });
    return { brokers, stop, isRunning: () => nodes[0].pid !== undefined };
  }
  const withoutDocker = missingForDocker();
  if (withoutDocker) throw new NothingToRunKafkaWith([...missing, withoutDocker].join('\n'));
  return startContainer(dataDir, log);
}

async function startContainer(dataDir, log) {
  const env = { ...process.env, KAFKA_HOST_PORT: String(await rememberedPort(dataDir)) };
  log('starting the broker of docker/kafka/compose.yml');
  await compose(['up', '--detach', '--wait', 'kafka'], env);
  return {
    brokers: [`127.0.0.1:${env.KAFKA_HOST_PORT}`],
    isRunning: () => true,
    stop: () => compose(['stop', 'kafka'], env),
  };
}

async function compose(args, env) {
  const child = spawn('docker', ['compose', '-f', composeFile, ...args], {
    env,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`docker compose ${args[0]} ended with ${code}`);
}

async function rememberedPort(dataDir) {
  const file = join(dataDir, 'container-port');
  if (existsSync(file)) return Number(readFileSync(file, 'utf8'));
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, String(port));
  return port;
}

function missingForDocker() {
  const works = (...args) => spawnSync('docker', args, { stdio: 'ignore' }).status === 0;
  if (!works('compose', 'version'))
    return 'Docker is missing, too: `docker compose` with a running engine would do instead.';
  if (!works('info')) return 'Docker is installed, but its engine does not answer: a running one would do instead.';
  return undefined;
}
