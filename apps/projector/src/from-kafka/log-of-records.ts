import { isVoid, type LogIdentity, type LogLabel, newestEpoch, readLabel } from '#contracts/log-identity';
import { partitionName } from '#contracts/topic-partition';
import type { EventLog } from '#event-store/event-log';
import type { IncomingRecord } from '#messaging/record';
import { StartupError } from '#platform/startup-error';

/** Holds records against the log that this database has: whether they are of it, and still in it. */
export class LogOfRecords {
  private identity: LogIdentity | undefined;

  constructor(private readonly log: Pick<EventLog, 'identity'>) {}

  /** A log gets new epochs while nobody reads what it publishes. */
  async refresh(): Promise<LogIdentity> {
    this.identity = await this.log.identity();
    return this.identity;
  }

  /**
   * The offsets of the records in a chunk that a restored backup knows nothing of: the log has other events at their
   * positions, or none.
   * @throws StartupError where records are of another log, or of an epoch that this database does not know
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

/** Records of older versions do not say it: they are of the first epoch. */
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
        'Set another KAFKA_TOPIC_PREFIX, or give the projector the database that they belong to',
    );
  if (label.epoch > newestEpoch(epochs))
    throw new StartupError(
      `${found} epoch ${label.epoch} of the log, and this database knows ${newestEpoch(epochs)}: the database was restored from a backup, ` +
        'or is a copy of one that went on: run "colloquy restore"',
    );
}
