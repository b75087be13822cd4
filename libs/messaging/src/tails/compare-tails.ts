import { isVoid, type LogIdentity, type LogLabel } from '#contracts/log-identity';
import { partitionName } from '#contracts/topic-partition';
import { type Tail, tailLimit } from '../event-transport.ts';
import { type Published, publishedIn } from './published.ts';

/** The log, as far as it is compared with Kafka. */
export interface ComparedLog {
  readAt(positions: readonly number[]): Promise<readonly { readonly position: number; readonly eventId: string }[]>;
  identity(): Promise<LogIdentity>;
}

/** The state expected of each partition, by `topic/partition`. Partitions left out are not checked. */
export interface KnownTails {
  /** Position of the last record. */
  readonly previous?: Readonly<Record<string, number>>;
  /** The offset after it. Where it is known, `previous` is not used. */
  readonly ends?: ReadonlyMap<string, string>;
}

/** A difference between Kafka and the log. */
export interface TailDifference {
  /**
   * `other-log`: records of another log. `other-history`: records of another history of this log. `lost`: records are
   * missing.
   */
  readonly kind: 'other-log' | 'other-history' | 'lost';
  /** Half a sentence that names the partition and the records found. */
  readonly found: string;
  readonly cause: string;
  /** The action for the operator. */
  readonly remedy: string;
}

/**
 * Returns one line for the operator.
 * @param therefore what does not happen until the difference is resolved
 */
export const lineOf = ({ found, cause, remedy }: TailDifference, therefore: string): string =>
  `${found}: ${cause}. ${therefore}: ${remedy}`;

/**
 * Compares the ends of partitions with the log: whether they were published from this log, and whether all published
 * records are still there. Returns undefined if so. Records that the log's epochs make void are expected.
 */
export async function differenceOfTails(
  tails: readonly Tail[],
  log: ComparedLog,
  known: KnownTails = {},
): Promise<TailDifference | undefined> {
  const seen = tails.flatMap((tail) => tail.latest.flatMap((record) => seenIn(tail, record)));
  const events = await log.readAt([...new Set(seen.map(({ position }) => position))]);
  const ids = new Map(events.map(({ position, eventId }) => [position, eventId]));
  const identity = await log.identity(); // after the events, because new epochs begin in order with the appends
  for (const one of seen) {
    const difference = ofOtherLog(one, identity) ?? ofOtherHistory(one, identity, ids);
    if (difference !== undefined) return difference;
  }
  for (const tail of tails) {
    const found = lossIn(tail, identity, known);
    if (found !== undefined) return { ...lost, found: `Kafka's ${partitionName(tail)} ${found}` };
  }
  return undefined;
}

interface Seen extends Published {
  readonly place: string;
  readonly offset: string;
}

const seenIn = (tail: Tail, record: Tail['latest'][number]): Seen[] => {
  const published = publishedIn(record);
  return published ? [{ ...published, place: partitionName(tail), offset: record.offset }] : [];
};

/** Records without a label belong to the first epoch. */
const labelOf = ({ log }: Published, { logId }: LogIdentity): LogLabel => log ?? { logId, epoch: 1 };

function ofOtherLog({ log, place, offset, position }: Seen, { logId }: LogIdentity): TailDifference | undefined {
  if (!log || log.logId === logId) return undefined;
  const found = `Kafka's ${place} has position ${position} of log ${log.logId} at offset ${offset}, where this database holds log ${logId}`;
  return { ...otherLog, found };
}

function ofOtherHistory(
  seen: Seen,
  identity: LogIdentity,
  ids: ReadonlyMap<number, string>,
): TailDifference | undefined {
  const { place, offset, position, eventId, isMark } = seen;
  const label = labelOf(seen, identity);
  if (isVoid(identity, label, position)) return undefined;
  const begun = identity.epochs.find(({ epoch }) => epoch === label.epoch);
  const has = `Kafka's ${place} has`;
  const at = `at offset ${offset}`;
  if (!begun)
    return {
      ...otherHistory,
      found: `${has} position ${position} of epoch ${label.epoch} ${at}, but the log has no such epoch`,
    };
  // After void records, a mark has a greater position than the start of its epoch.
  if (isMark) {
    const found = `${has} epoch ${label.epoch} begin after position ${position} ${at}, but in the log it begins after ${begun.after}`;
    return begun.after <= position ? undefined : { ...otherHistory, found };
  }
  const here = ids.get(position);
  const found = `${has} event ${eventId} at position ${position} (offset ${offset}), where the log has ${here ?? 'none'}`;
  return here === eventId ? undefined : { ...otherHistory, found };
}

function lossIn(tail: Tail, identity: LogIdentity, { previous = {}, ends }: KnownTails): string | undefined {
  const first = tail.first && publishedIn(tail.first);
  if (tail.beginOffset === '0' && first?.prev !== undefined)
    return `begins with position ${first.position}, which follows ${first.prev}`;
  const [end, wanted] = [ends?.get(partitionName(tail)), previous[partitionName(tail)]];
  if (end !== undefined)
    return BigInt(tail.endOffset) < BigInt(end) ? `ends at offset ${tail.endOffset}, and ended at ${end}` : undefined;
  if (wanted === undefined) return undefined;
  const last = tail.latest.flatMap((record) => publishedIn(record) ?? []).at(-1);
  if (last)
    return last.position < wanted && !isVoid(identity, labelOf(last, identity), last.position)
      ? `ends at position ${last.position}, but events up to ${wanted} were published to it`
      : undefined;
  // Retention may have emptied the partition, and records of other programs may hide the rest. Neither is a loss.
  return tail.beginOffset === '0' && Number(tail.endOffset) <= tailLimit
    ? `holds no event, but events up to position ${wanted} were published to it`
    : undefined;
}

const otherLog = {
  kind: 'other-log',
  cause: 'another deployment publishes to the same topics',
  remedy: 'set another KAFKA_TOPIC_PREFIX',
} as const;

const otherHistory = {
  kind: 'other-history',
  cause: 'the database was restored from a backup, lost its last events, or is a copy of one that is still in use',
  remedy: 'run "colloquy restore"',
} as const;

const lost = {
  kind: 'lost',
  cause: 'the topic was deleted, created again or truncated',
  remedy: 'run "colloquy republish", and start again',
} as const;
