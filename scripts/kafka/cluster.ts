// Starts Apache Kafka as plain processes, without containers: one broker, or several that share a KRaft quorum.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { jsonFile } from '../json-file.ts';
import { areFree, freePort, freePorts } from '../free-ports.ts';
import { kafkaJars } from './jars.ts';
import { KafkaNode, stopLeftover } from './node.ts';
import type { BrokerSettings } from './settings.ts';

export interface KafkaCluster {
  readonly brokers: string[];
  readonly nodes: KafkaNode[];
  /** Address of the first broker for TLS and SASL clients, if requested. */
  readonly secured: string | undefined;
  stop(): Promise<void>;
}

interface KafkaOptions {
  /** Data directory. Its brokers' ports come from the kernel and are stored here. */
  readonly dataDir: string;
  readonly nodes?: number;
  /** Broker settings, overridden by the ones set here. */
  readonly defaults?: BrokerSettings;
  /**
   * Lets the first broker also listen for TLS and SASL clients; `defaults` configures it, as `listener.name.secured.*`.
   */
  readonly secured?: boolean;
  /** Credentials that brokers know from the start, such as `SCRAM-SHA-512=[name=colloquy,password=secret]`. */
  readonly credentials?: readonly string[];
  /** Gets the first broker's port and returns the one to advertise to clients: that of a proxy. */
  readonly advertise?: (port: number) => Promise<number>;
  readonly log?: (line: string) => void;
}

/**
 * Starts `nodes` brokers, and resolves when all of them respond. A broker left in `dataDir` by a killed run is stopped
 * first; throws if its owner is still running.
 */
export async function startKafka(options: KafkaOptions): Promise<KafkaCluster> {
  const { dataDir, nodes: count = 1, defaults = {}, secured = false, advertise, log = () => {} } = options;
  const { credentials = [] } = options;
  const jars = await kafkaJars({ log });
  const dir = resolve(dataDir);
  mkdirSync(dir, { recursive: true });
  for (let id = 1; id <= count; id++) await stopLeftover(join(dir, `node-${id}`));
  const { clusterId, nodes: planned } = await clusterPlan(dir, count);
  const securedPort = secured ? await freePort() : undefined;
  const advertisedPort = await advertise?.(Number(planned[0]?.port));
  const settings = { ...defaults, ...settingsOf(planned) };
  const nodes = planned.map((node, index) => {
    const facing =
      index === 0 ? { securedPort, advertisedPort } : { securedPort: undefined, advertisedPort: undefined };
    return new KafkaNode({
      ...node,
      ...facing,
      dir: join(dir, `node-${node.id}`),
      jars,
      clusterId,
      settings,
      credentials,
    });
  });
  const stop = async (): Promise<void> => void (await Promise.all(nodes.map((node) => node.stop())));
  try {
    await Promise.all(nodes.map((node) => node.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  const brokers = nodes.map(({ port }) => `127.0.0.1:${port}`);
  return { brokers, nodes, stop, secured: securedPort === undefined ? undefined : `127.0.0.1:${securedPort}` };
}

const PlannedNode = z.object({ id: z.number(), port: z.number(), controllerPort: z.number() });
type PlannedNode = z.infer<typeof PlannedNode>;

const Plan = z.object({ clusterId: z.string(), nodes: z.array(PlannedNode) });
type Plan = z.infer<typeof Plan>;

// Stored in a file, so that clients find a restarted cluster at the same ports. Ports that are in use now are replaced.
async function clusterPlan(dir: string, count: number): Promise<Plan> {
  const file = join(dir, 'cluster.json');
  const known = existsSync(file) ? jsonFile(file, Plan) : undefined;
  if (known && known.nodes.length !== count)
    throw new Error(`${dir} contains a cluster of ${known.nodes.length} brokers, not ${count}: use another directory`);
  const wanted = known?.nodes.flatMap(({ port, controllerPort }) => [port, controllerPort]);
  const ports = wanted && (await areFree(wanted)) ? wanted : await freePorts(count * 2);
  const nodes = Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    port: Number(ports[2 * index]),
    controllerPort: Number(ports[2 * index + 1]),
  }));
  const plan = { clusterId: known?.clusterId ?? newClusterId(), nodes };
  writeFileSync(file, JSON.stringify(plan));
  return plan;
}

function settingsOf(nodes: readonly PlannedNode[]): BrokerSettings {
  const replication = Math.min(nodes.length, 3);
  const inSync = Math.max(1, replication - 1);
  return {
    'controller.quorum.voters': nodes.map(({ id, controllerPort }) => `${id}@127.0.0.1:${controllerPort}`).join(','),
    'default.replication.factor': replication,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': replication,
    'transaction.state.log.replication.factor': replication,
    'transaction.state.log.min.isr': inSync,
  };
}

// Kafka's tools would read an id with a leading dash as an option.
function newClusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? newClusterId() : id;
}
