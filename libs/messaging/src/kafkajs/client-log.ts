import { LogEntry, logLevel } from 'kafkajs';
import { discarded } from './cuttable-sockets.ts';
import { type ResourceNames, refusalOf } from './missing-right.ts';

/** The logger of the transport; a pino logger has this shape. */
export interface TransportLogger {
  debug(fields: object, sentence: string): void;
  warn(fields: object, sentence: string): void;
}

// During an outage kafkajs repeats the same message several times a second.
const repeatAfterMs = 30_000;

/**
 * Reduces the log of kafkajs. Its errors become warnings, because it retries after most of them, and the same one is
 * logged once in 30 s. Everything else is logged at level debug.
 */
export class KafkajsLog {
  private readonly loggedAt = new Map<string, number>();

  constructor(
    private readonly logger: TransportLogger,
    private readonly names: ResourceNames = {},
    private readonly now: () => number = Date.now,
  ) {}

  readonly write = ({ level, namespace, log }: LogEntry): void => {
    const { message, broker, groupId, error } = log;
    const fields = { kafkajs: message, namespace, broker, groupId, reason: reasonOf(error) };
    const refusal = level === logLevel.ERROR ? refusalOf(message, fields.reason, this.names) : undefined;
    if (refusal) {
      const isNews = this.isNews(JSON.stringify(refusal));
      this.logger[isNews ? 'warn' : 'debug']({ broker, ...refusal.fields, reason: fields.reason }, refusal.sentence);
    } else if (level === logLevel.ERROR && !isRepeated(message) && this.isNews(message))
      this.logger.warn(fields, 'the Kafka client reports an error');
    else this.logger.debug(fields, 'message of the Kafka client');
  };

  private isNews(message: string): boolean {
    if (message.includes(discarded)) return false;
    const now = this.now();
    const isNews = now - (this.loggedAt.get(message) ?? -Infinity) >= repeatAfterMs;
    if (this.loggedAt.size > 100) this.loggedAt.clear(); // messages contain addresses, which change
    if (isNews) this.loggedAt.set(message, now);
    return isNews;
  }
}

/** The connection has already reported what the brokers answered. */
const isRepeated = (message: string): boolean => /^SASL .* authentication failed/.test(message);

function reasonOf(error: unknown): unknown {
  return error instanceof Error ? error.message : error;
}
