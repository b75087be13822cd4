// One Kafka broker for this machine: a plain process if Java and Maven are installed, otherwise a container.
import type { StdioOptions } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { x } from 'tinyexec';
import { Failure } from '../failure.ts';
import { freePort } from '../free-ports.ts';
import { answerOf } from '../processes.ts';
import { root } from '../root.ts';
import { startKafka } from './cluster.ts';
import { missingForKafka } from './jars.ts';

const composeFile = join(root, 'docker/kafka/compose.yml');

interface LocalKafka {
  readonly brokers: readonly string[];
  isRunning(): boolean;
  stop(): Promise<void>;
}

interface LocalKafkaOptions {
  readonly dataDir: string;
  readonly log: (line: string) => void;
}

/** @throws Failure if neither is possible, with one line for each missing program */
export async function startLocalKafka({ dataDir, log }: LocalKafkaOptions): Promise<LocalKafka> {
  const missing = missingForKafka();
  if (missing.length === 0) {
    const kafka = await startKafka({ dataDir, log });
    return { brokers: kafka.brokers, isRunning: () => kafka.nodes[0]?.pid !== undefined, stop: () => kafka.stop() };
  }
  const withoutDocker = missingForDocker();
  if (withoutDocker !== undefined) throw new Failure([...missing, withoutDocker].join('\n'));
  return startContainer(dataDir, log);
}

async function startContainer(dataDir: string, log: (line: string) => void): Promise<LocalKafka> {
  const port = await rememberedPort(dataDir);
  log('starting a broker with docker/kafka/compose.yml');
  await compose(port, 'up', '--detach', '--wait', 'kafka');
  return {
    brokers: [`127.0.0.1:${port}`],
    isRunning: () => true,
    stop: () => compose(port, 'stop', 'kafka'),
  };
}

async function compose(port: number, ...args: string[]): Promise<void> {
  const env = { KAFKA_HOST_PORT: String(port) };
  const stdio: StdioOptions = ['ignore', 'inherit', 'inherit'];
  const nodeOptions = { env, stdio, detached: true }; // Ctrl-C must not reach it
  await x('docker', ['compose', '-f', composeFile, ...args], { throwOnError: true, nodeOptions });
}

async function rememberedPort(dataDir: string): Promise<number> {
  const file = join(dataDir, 'container-port');
  if (existsSync(file)) return Number(readFileSync(file, 'utf8'));
  const port = await freePort();
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, String(port));
  return port;
}

function missingForDocker(): string | undefined {
  if (answerOf('docker', 'compose', 'version') === undefined)
    return 'Docker is missing, too: instead of Java and Maven, `docker compose` with a running engine is enough.';
  if (answerOf('docker', 'info') === undefined)
    return 'Docker is installed, but its engine does not respond: start it to run the broker in a container.';
  return undefined;
}
