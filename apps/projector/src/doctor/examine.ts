import type { Pool } from 'pg';
import type { EventLog } from '#event-store/event-log';
import type { Projection } from '#read-models/projection';
import { checkInvariants } from './check-invariants.ts';
import { compareWithReplay } from './compare-with-replay.ts';
import { examineTopics } from './examine-topics.ts';
import type { Examined } from './examined.ts';
import type { KafkaSettings } from '../from-kafka/kafka-source.ts';
import type { Log } from '../apply/shared-reading.ts';

/**
 * Compares each table of these read models with a replay of the log, then checks the invariants, whether or not events
 * arrive meanwhile. With `kafka`, it also compares the ends of the topics.
 * @throws AlreadyUnderWay, CannotCompare
 */
export async function* examine(
  projections: readonly Projection[],
  { pool, eventLog, kafka }: { readonly pool: Pool; readonly eventLog: ExaminedLog; readonly kafka?: ExaminedKafka },
): AsyncGenerator<Examined, void> {
  for (const projection of projections) {
    const { position, tables } = await compareWithReplay(projection, { pool, eventLog });
    for (const { table, rows, onlyServed, onlyReplayed, samples } of tables) {
      const differences = Math.max(onlyServed, onlyReplayed);
      const where = differences === 0 ? '' : `: ${samples.join(', ')}`;
      const line = `${projection.name}.${table} at ${position}: ${differences} differences in ${rows} rows${where}`;
      yield { isRight: differences === 0, line };
    }
  }
  for (const { what, violations } of await checkInvariants(pool)) {
    const found = violations === null ? 'not checked, the log never paused' : `${violations} violations`;
    yield { isRight: violations === 0, line: `${what}: ${found}` };
  }
  if (kafka) yield examineTopics(kafka, { pool, eventLog });
}

type ExaminedLog = Log & Pick<EventLog, 'readAt' | 'identity'>;
type ExaminedKafka = Pick<KafkaSettings, 'transport' | 'prefix'>;
