import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type KafkaCluster, startKafka } from '#scripts/kafka/cluster';
import { ownClusterDir, sharedPlace } from './shared-kafka.mjs';
import { TcpProxy } from '#test/support/network/tcp-proxy';
import { until } from '#test/support/time/until';

/** The addresses of the brokers, and a prefix for the topics and groups of one suite. */
export interface TestKafka {
  readonly brokers: readonly string[];
  readonly prefix: string;
}

/**
 * The broker that all suites of the run share. The hook that calls this needs a timeout of a minute. Suites must not stop
 * it; those that stop brokers use `ownBrokers`.
 */
export async function kafkaForTests(): Promise<TestKafka> {
  return { brokers: await sharedBrokers(), prefix: `test-${randomUUID()}` };
}

/** Starts brokers that only this suite uses, and that it may stop, kill and freeze. Stop them in `afterAll`. */
export function ownBrokers(nodes = 1): Promise<KafkaCluster> {
  return startKafka({ dataDir: ownClusterDir(randomUUID()), nodes });
}

/**
 * Starts a broker that advertises the address of a proxy, so that all its clients connect through the proxy. Close the
 * proxy after the broker.
 */
export async function brokerBehindProxy(): Promise<{ cluster: KafkaCluster; proxy: TcpProxy }> {
  const proxies: TcpProxy[] = [];
  const advertise = async (port: number): Promise<number> => {
    proxies.push(await TcpProxy.start({ host: '127.0.0.1', port }));
    return Number(proxies[0]?.port);
  };
  const cluster = await startKafka({ dataDir: ownClusterDir(randomUUID()), advertise });
  const [proxy] = proxies;
  if (!proxy) throw new Error('the broker advertises its own address instead of a proxy');
  return { cluster, proxy };
}

/** Starts three brokers, for tests in which a partition's leader changes: replication 3, at least 2 in-sync replicas. */
export function threeBrokers(): Promise<KafkaCluster> {
  return ownBrokers(3);
}

/** Content of the file with which the suite that starts the shared broker reports the result to the other suites. */
interface Outcome {
  readonly brokers?: readonly string[];
  readonly failure?: string;
}

/** The first suite that calls this starts the broker; the others wait for it. */
async function sharedBrokers(): Promise<readonly string[]> {
  const { isOurs, dataDir, ready } = sharedPlace();
  if (isOurs) await startShared(dataDir, ready);
  await until('the shared Kafka broker has started', () => existsSync(ready), 150_000);
  const { brokers, failure } = JSON.parse(readFileSync(ready, 'utf8')) as Outcome;
  if (!brokers) throw new Error(`the shared Kafka broker did not start: ${failure}`);
  return brokers;
}

async function startShared(dataDir: string, ready: string): Promise<void> {
  const outcome = await startKafka({ dataDir }).then(
    ({ brokers }): Outcome => ({ brokers }),
    (error: Error): Outcome => ({ failure: error.message }),
  );
  writeFileSync(`${ready}.new`, JSON.stringify(outcome));
  renameSync(`${ready}.new`, ready);
}
