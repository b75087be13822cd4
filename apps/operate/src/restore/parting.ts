import { type LogIdentity, isVoid } from '#contracts/log-identity';
import { partitionName } from '#contracts/topic-partition';
import type { IncomingRecord } from '#messaging/record';
import { type Published, publishedIn } from '#messaging/tails/published';
import { CannotDo } from '#platform/cannot-do';

/** Records in Kafka that the log does not have. */
export interface VoidRecords {
  count: number;
  from: number;
  to: number;
  /** Number of records of each type. */
  readonly types: Map<string, number>;
}

/** The result of comparing one partition with the log. */
export class PartitionFindings {
  /** Positions of records that match the log, including markers of its epochs, in the order of their offsets. */
  readonly own: number[] = [];
  /** Records that differ from the log, and were not void before. */
  readonly differing: VoidRecords = { count: 0, from: Infinity, to: 0, types: new Map() };
  /** Number of records before the first differing one. The larger, the surer that no earlier record differs. */
  before = 0;
  /** The greatest position and the newest epoch of all records. */
  seen = 0;
  newestEpoch = 0;

  /** @param isCut true if the oldest records of the partition were deleted */
  constructor(
    readonly topic: string,
    readonly partition: number,
    readonly isCut: boolean,
    private readonly identity: LogIdentity,
  ) {}

  /** @throws CannotDo for a record of another log */
  take(record: IncomingRecord, published: Published, idInLog: string | undefined): void {
    const { position, eventId, isMark } = published;
    // Records without a label belong to the first epoch.
    const { logId, epoch } = published.log ?? { logId: this.identity.logId, epoch: 1 };
    if (logId !== this.identity.logId)
      throw new CannotDo(isOfAnother(partitionName(record), logId, this.identity.logId));
    this.seen = Math.max(this.seen, position);
    this.newestEpoch = Math.max(this.newestEpoch, epoch);
    if (isMark) this.takeMark(epoch, position);
    else if (eventId === idInLog) this.own.push(position);
    else if (!isVoid(this.identity, { logId, epoch }, position))
      this.differs(position, String(record.headers['ce_type']));
    if (this.differing.count === 0) this.before += 1;
  }

  /** A marker is a link of the chain, too. The marker of an epoch that the log does not have is void. */
  private takeMark(epoch: number, position: number): void {
    const begun = this.identity.epochs.find((one) => one.epoch === epoch);
    if (begun && begun.after <= position) this.own.push(begun.after);
  }

  private differs(position: number, type: string): void {
    const { differing } = this;
    differing.count += 1;
    differing.from = Math.min(differing.from, position);
    differing.to = Math.max(differing.to, position);
    differing.types.set(type, (differing.types.get(type) ?? 0) + 1);
  }
}

/** The last position up to which nothing in Kafka differs from the log. Infinity if nothing differs. */
export const partingOf = (findings: Iterable<PartitionFindings>): number =>
  Math.min(...Array.from(findings, ({ differing }) => differing.from)) - 1;

/** The fields of a record that are compared with the log. Undefined for records that this service did not write. */
export function heldAgainstLog(record: IncomingRecord): Published | undefined {
  const published = publishedIn(record);
  return published && Number.isSafeInteger(published.position) ? published : undefined;
}

/** The last position of each partition, up to a bound, that Kafka certainly has. */
export function publishedUpTo(findings: ReadonlyMap<string, PartitionFindings>, bound: number): Map<string, number> {
  const published = new Map<string, number>();
  for (const [place, { own }] of findings) {
    const last = own.reduce((most, position) => (position <= bound && position > most ? position : most), 0);
    if (last > 0) published.set(place, last);
  }
  return published;
}

/** Partitions with void records, and the greatest position in each. */
export const voidPlaces = (findings: ReadonlyMap<string, PartitionFindings>): VoidPlace[] =>
  [...findings].flatMap(([place, { topic, partition, differing, seen }]) =>
    differing.count > 0 ? [{ place, topic, partition, seen }] : [],
  );

export interface VoidPlace {
  /** `topic/partition`. */
  readonly place: string;
  readonly topic: string;
  readonly partition: number;
  readonly seen: number;
}

/** The void records of each topic. */
export function voidByTopic(findings: Iterable<PartitionFindings>): Map<string, VoidRecords> {
  const topics = new Map<string, VoidRecords>();
  for (const { topic, differing } of findings) {
    if (differing.count === 0) continue;
    const sum = topics.get(topic) ?? { count: 0, from: Infinity, to: 0, types: new Map<string, number>() };
    for (const [type, count] of differing.types) sum.types.set(type, (sum.types.get(type) ?? 0) + count);
    sum.count += differing.count;
    sum.from = Math.min(sum.from, differing.from);
    sum.to = Math.max(sum.to, differing.to);
    topics.set(topic, sum);
  }
  return topics;
}

const isOfAnother = (place: string, found: string, own: string): string =>
  `${place} has events of another log (${found}; this database has ${own}): they were not published from this log or a copy of it. ` +
  'Set KAFKA_TOPIC_PREFIX to the prefix of this log, or restore the matching backup';
