import type { Pool } from 'pg';
import type { EventLog } from '#event-store/event-log';
import type { EventTransport } from '#messaging/event-transport';
import type { NextIdentity } from '#messaging/kafkajs/producer-identity';
import type { Logger } from '#platform/logger';
import type { Line } from './checkpoint.ts';
import type { TopicSettings } from './topics.ts';

/** Resources that a relay uses. The caller owns and closes them. */
export interface RelayParts {
  readonly pool: Pool;
  readonly log: EventLog;
  readonly topics: TopicSettings;
  readonly logger: Logger;
  /**
   * Opens a transport for one line during one term. It is closed with the term and sends nothing afterwards.
   * @param nextIdentity returns the producer id and epoch under which brokers know its producers
   */
  readonly openTransport: (line: Line, nextIdentity?: NextIdentity) => EventTransport;
  /** Milliseconds after which an event that brokers refused as too large is sent again; default 30 s. */
  readonly resendRefusedMs?: number;
}
