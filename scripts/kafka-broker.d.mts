export interface KafkaNode {
  readonly id: number;
  readonly port: number;
  readonly logFile: string;
  /** Undefined while it is stopped. */
  readonly pid: number | undefined;
  /** Resolves when it answers and is part of its cluster. */
  start(): Promise<void>;
  /** Lets it hand over its partitions and close its logs. */
  stop(): Promise<void>;
  kill(): Promise<void>;
  /** Stops its clock: connections stay open and nothing answers. */
  freeze(): void;
  resume(): void;
}

export interface KafkaCluster {
  readonly brokers: string[];
  readonly nodes: KafkaNode[];
  /** Where the first broker takes secured connections, if it was asked to. */
  readonly secured: string | undefined;
  stop(): Promise<void>;
}

export function startKafka(options: {
  dataDir: string;
  nodes?: number;
  defaults?: Readonly<Record<string, string | number | boolean>>;
  secured?: boolean;
  advertise?: (port: number) => Promise<number>;
  log?: (line: string) => void;
}): Promise<KafkaCluster>;
