import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type KafkaCluster, startKafka } from '#scripts/kafka/cluster';
import { ownClusterDir, sharedPlace } from './shared-kafka.mjs';
import { TcpProxy } from '#test/support/network/tcp-proxy';
import { until } from '#test/support/time/until';

/** A broker to use, and a prefix for the topics and groups of one suite. */
export interface TestKafka {
  readonly brokers: readonly string[];
  readonly prefix: string;
}

/**
 * The broker that all suites of the run share; give the hook that calls this a minute. Nobody may stop it: see
 * `ownBrokers`.
 */
export async function kafkaForTests(): Promise<TestKafka> {
  return { brokers: await sharedBrokers(), prefix: `test-${randomUUID()}` };
}

/** Brokers of the suite's own, to stop, kill and freeze. Stop them in `afterAll`. */
export function ownBrokers(nodes = 1): Promise<KafkaCluster> {
  return startKafka({ dataDir: ownClusterDir(randomUUID()), nodes });
}

/**
 * A broker that clients reach through a stretch of wire, whatever address they begin with. Close the proxy after the
 * broker.
 */
export async function brokerBehindProxy(): Promise<{ cluster: KafkaCluster; proxy: TcpProxy }> {
  const proxies: TcpProxy[] = [];
  const advertise = async (port: number): Promise<number> => {
    proxies.push(await TcpProxy.start({ host: '127.0.0.1', port }));
    return Number(proxies[0]?.port);
  };
  const cluster = await startKafka({ dataDir: ownClusterDir(randomUUID()), advertise });
  const [proxy] = proxies;
  if (!proxy) throw new Error('the broker advertises itself');
  return { cluster, proxy };
}

/** Three brokers, for what happens when a partition's leader moves: replication 3, two replicas in sync at least. */
export function threeBrokers(): Promise<KafkaCluster> {
  return ownBrokers(3);
}

/** What the suite that starts the shared broker tells the others. */
interface Outcome {
  readonly brokers?: readonly string[];
  readonly failure?: string;
}

/** Started by the first suite that asks, awaited by the others. */
async function sharedBrokers(): Promise<readonly string[]> {
  const { isOurs, dataDir, ready } = sharedPlace();
  if (isOurs) await startShared(dataDir, ready);
  await until('the shared Kafka broker is there', () => existsSync(ready), 150_000);
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
