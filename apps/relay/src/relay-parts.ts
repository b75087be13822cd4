import type { Pool } from 'pg';
import type { EventLog } from '#event-store/event-log';
import type { EventTransport } from '#messaging/event-transport';
import type { NextIdentity } from '#messaging/kafkajs/producer-identity';
import type { Logger } from '#platform/logger';
import type { Line } from './checkpoint.ts';
import type { TopicSettings } from './topics.ts';

/** What a relay stands on; whoever starts it owns these and closes them. */
export interface RelayParts {
  readonly pool: Pool;
  readonly log: EventLog;
  readonly topics: TopicSettings;
  readonly logger: Logger;
  /**
   * A transport for one line during one term, closed with the term: it sends nothing more then.
   * @param nextIdentity whom the brokers are to take its producers for
   */
  readonly openTransport: (line: Line, nextIdentity?: NextIdentity) => EventTransport;
}
