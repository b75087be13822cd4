import { LogEntry, logLevel } from 'kafkajs';
import { discarded } from './cuttable-sockets.ts';

/** What the transport logs to; a pino logger is one. */
export interface TransportLogger {
  debug(fields: object, sentence: string): void;
  warn(fields: object, sentence: string): void;
}

// An outage makes kafkajs repeat itself several times a second.
const repeatAfterMs = 30_000;

/**
 * kafkajs' log, without the noise: its errors become warnings, since it retries after most of them, and each is told
 * once in 30 s. All the rest is for debugging.
 */
export class KafkajsLog {
  private readonly told = new Map<string, number>();

  constructor(
    private readonly logger: TransportLogger,
    private readonly now: () => number = Date.now,
  ) {}

  readonly write = ({ level, namespace, log }: LogEntry): void => {
    const { message, broker, groupId, error } = log;
    const fields = { kafkajs: message, namespace, broker, groupId, reason: reasonOf(error) };
    if (level === logLevel.ERROR && this.isNews(message)) this.logger.warn(fields, 'the Kafka client reports trouble');
    else this.logger.debug(fields, 'the Kafka client says');
  };

  private isNews(message: string): boolean {
    if (message.includes(discarded)) return false;
    const now = this.now();
    const isNews = now - (this.told.get(message) ?? -Infinity) >= repeatAfterMs;
    if (this.told.size > 100) this.told.clear(); // messages carry addresses, and addresses change
    if (isNews) this.told.set(message, now);
    return isNews;
  }
}

function reasonOf(error: unknown): unknown {
  return error instanceof Error ? error.message : error;
}
