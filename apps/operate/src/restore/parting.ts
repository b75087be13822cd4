import { type LogIdentity, isVoid } from '#contracts/log-identity';
import { partitionName } from '#contracts/topic-partition';
import type { IncomingRecord } from '#messaging/record';
import { type Published, publishedIn } from '#messaging/tails/published';
import { CannotDo } from '#platform/cannot-do';

/** Records that stand for nothing in the log. */
export interface VoidRecords {
  count: number;
  from: number;
  to: number;
  /** How many of each type. */
  readonly types: Map<string, number>;
}

/** What was published to one partition, held against the log. */
export class PartitionFindings {
  /** The positions of records that are the log's own, marks of its epochs included, in the order of their offsets. */
  readonly own: number[] = [];
  /** Records that are not, and were not void before. */
  readonly differing: VoidRecords = { count: 0, from: Infinity, to: 0, types: new Map() };
  /** Records in front of the first that differs: the more, the surer that none differs before them. */
  before = 0;
  /** The greatest position, and the newest epoch, of whatever there is. */
  seen = 0;
  newestEpoch = 0;

  /** @param isCut whether its oldest records were deleted */
  constructor(
    readonly topic: string,
    readonly partition: number,
    readonly isCut: boolean,
    private readonly identity: LogIdentity,
  ) {}

  /** @throws CannotDo for a record of another log */
  take(record: IncomingRecord, published: Published, idInLog: string | undefined): void {
    const { position, eventId, isMark } = published;
    // Records without a label are older than all epochs but the first.
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

  /** A mark is a link of the chain, too; that of an epoch which the log does not have is void with it. */
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

/** The last position up to which nothing in Kafka differs from the log; Infinity where nothing does. */
export const partingOf = (findings: Iterable<PartitionFindings>): number =>
  Math.min(...Array.from(findings, ({ differing }) => differing.from)) - 1;

/** What of a record is held against the log; undefined for what this service did not write. */
export function heldAgainstLog(record: IncomingRecord): Published | undefined {
  const published = publishedIn(record);
  return published && Number.isSafeInteger(published.position) ? published : undefined;
}

/** The last position of each place, up to a bound, that is certainly in Kafka. */
export function publishedUpTo(findings: ReadonlyMap<string, PartitionFindings>, bound: number): Map<string, number> {
  const published = new Map<string, number>();
  for (const [place, { own }] of findings) {
    const last = own.reduce((most, position) => (position <= bound && position > most ? position : most), 0);
    if (last > 0) published.set(place, last);
  }
  return published;
}

/** The partitions that hold something void, and the greatest position in each. */
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

/** By topic, what of it stands for nothing. */
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
  `${place} holds events of another log (${found}; this database has ${own}): they were not published from it or a copy of it. ` +
  'Set KAFKA_TOPIC_PREFIX to what this log was published under, or put the right backup back';
