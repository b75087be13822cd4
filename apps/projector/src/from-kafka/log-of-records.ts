import { isVoid, type LogIdentity, type LogLabel, newestEpoch, readLabel } from '#contracts/log-identity';
import { partitionName } from '#contracts/topic-partition';
import type { EventLog } from '#event-store/event-log';
import type { IncomingRecord } from '#messaging/record';
import { StartupError } from '#platform/startup-error';

/** Compares records with the log of this database: do they belong to it, and does it still have their events? */
export class LogOfRecords {
  private identity: LogIdentity | undefined;

  constructor(private readonly log: Pick<EventLog, 'identity'>) {}

  /** Reads the log's identity again. New epochs begin only while no projector reads from Kafka. */
  async refresh(): Promise<LogIdentity> {
    this.identity = await this.log.identity();
    return this.identity;
  }

  /**
   * Finds the offsets of records in a chunk that a restored log does not have: it has other events at their positions,
   * or none.
   * @throws StartupError for records of another log, or of an epoch that this database does not know
   */
  async voidIn(chunk: readonly IncomingRecord[]): Promise<ReadonlySet<string>> {
    let known = this.identity ?? (await this.refresh());
    let text: string | undefined;
    let label = labelOf(text, known);
    const found = new Set<string>();
    for (const record of chunk) {
      const { offset, headers } = record;
      if (headers['ce_log'] !== text) {
        text = headers['ce_log'];
        label = labelOf(text, known);
        if (label.epoch > newestEpoch(known.epochs)) known = await this.refresh();
        refuseOther(record, label, known);
      }
      if (isVoid(known, label, Number(headers['ce_position']))) found.add(offset);
    }
    return found;
  }
}

/** Records of older versions have no label: they belong to the first epoch. */
const labelOf = (text: string | undefined, { logId }: LogIdentity): LogLabel =>
  (text === undefined ? undefined : readLabel(text)) ?? { logId, epoch: 1 };

function refuseOther(
  { topic, partition, offset }: IncomingRecord,
  label: LogLabel,
  { logId, epochs }: LogIdentity,
): void {
  const found = `Kafka's ${partitionName({ topic, partition })} has at offset ${offset} a record of`;
  if (label.logId !== logId)
    throw new StartupError(
      `${found} another log (${label.logId}; this database holds ${logId}): these topics belong to another deployment. ` +
        'Set another KAFKA_TOPIC_PREFIX, or use the database that these topics belong to',
    );
  if (label.epoch > newestEpoch(epochs))
    throw new StartupError(
      `${found} epoch ${label.epoch} of the log, but this database knows epochs up to ${newestEpoch(epochs)}: it was restored from a ` +
        'backup, or is an old copy: run "colloquy restore"',
    );
}
