import { randomUUID } from 'node:crypto';
import { type KafkaCluster, startKafka } from '../../../scripts/kafka-broker.mjs';
import { ownClusterDir, sharedBrokers } from './shared-kafka.mjs';
import { TcpProxy } from '#test/support/network/tcp-proxy';

/** A broker to use, and a prefix for the topics and groups of one suite. */
export interface TestKafka {
  readonly brokers: readonly string[];
  readonly prefix: string;
}

/** The broker that all suites of the run share; give the hook that calls this a minute. Nobody may stop it: see `ownBrokers`. */
export async function kafkaForTests(): Promise<TestKafka> {
  return { brokers: await sharedBrokers(), prefix: `test-${randomUUID()}` };
}

/** Brokers of the suite's own, to stop, kill and freeze. Stop them in `afterAll`. */
export function ownBrokers(nodes = 1): Promise<KafkaCluster> {
  return startKafka({ dataDir: ownClusterDir(randomUUID()), nodes });
}

/** A broker that clients reach through a stretch of wire, whatever address they begin with. Close the proxy after the broker. */
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
