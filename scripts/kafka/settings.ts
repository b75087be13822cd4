/** Broker settings by name. */
export type BrokerSettings = Readonly<Record<string, string | number | boolean>>;

/** The ports of a broker. */
export interface NodePorts {
  readonly id: number;
  readonly port: number;
  readonly controllerPort: number;
  readonly securedPort: number | undefined;
  /** The port that clients are told. Default: its own. */
  readonly advertisedPort: number | undefined;
}

/** Settings of every broker, which override others. */
export function ownSettings(ports: NodePorts, dataDirectory: string): BrokerSettings {
  const { id, port, controllerPort, securedPort, advertisedPort = port } = ports;
  const secured = securedPort === undefined ? '' : `,SECURED://127.0.0.1:${securedPort}`;
  return {
    'process.roles': 'broker,controller',
    'node.id': id,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}${secured}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${advertisedPort}${secured}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURED:SASL_SSL',
    'log.dirs': dataDirectory,
    'auto.create.topics.enable': false,
    // Small numbers for one machine: the defaults open 50 partitions and 128 MB of cleaner buffer.
    'offsets.topic.num.partitions': 3,
    'transaction.state.log.num.partitions': 3,
    'log.cleaner.dedupe.buffer.size': 16 * 1024 * 1024,
    'num.network.threads': 2,
    'num.io.threads': 4,
    // Tests and first starts do not wait for further group members, nor 9 s for a dead broker.
    'group.initial.rebalance.delay.ms': 0,
    'broker.session.timeout.ms': 4000,
    'broker.heartbeat.interval.ms': 1000,
  };
}
