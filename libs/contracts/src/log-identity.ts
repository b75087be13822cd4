/**
 * Which log a position belongs to. Two databases with one id are copies of each other; the epochs tell what of either
 * is void.
 */
export interface LogIdentity<Epoch extends LogEpoch = LogEpoch> {
  readonly logId: string;
  /** The oldest first; never empty. */
  readonly epochs: readonly Epoch[];
}

export interface LogEpoch {
  readonly epoch: number;
  /** The last position that belongs to the epochs before. What they published beyond it is void. */
  readonly after: number;
}

export const epochReasons = ['first', 'bump', 'restore'] as const;

/** An epoch as the log knows it. */
export interface BegunEpoch extends LogEpoch {
  readonly reason: (typeof epochReasons)[number];
  readonly beganAt: Date;
}

/** What a record says of the log that it came from: `<log id>.<epoch>`, the attribute `log` of a CloudEvent. */
export interface LogLabel {
  readonly logId: string;
  readonly epoch: number;
}

/** The epoch that a position of the log belongs to. */
export function epochAt({ epochs }: Pick<LogIdentity, 'epochs'>, position: number): number {
  return epochs.findLast(({ after }) => position > after)?.epoch ?? epochs[0]?.epoch ?? 1;
}

/** The label of the event at a position. */
export const labelAt = (identity: LogIdentity, position: number): string =>
  writeLabel({ logId: identity.logId, epoch: epochAt(identity, position) });

/** The label of what is written from now on. */
export const newestLabel = ({ logId, epochs }: LogIdentity): string =>
  writeLabel({ logId, epoch: newestEpoch(epochs) });

export const newestEpoch = (epochs: readonly LogEpoch[]): number => epochs.at(-1)?.epoch ?? 1;

export const writeLabel = ({ logId, epoch }: LogLabel): string => `${logId}.${epoch}`;

export const labelPattern = /^([0-9a-f-]{36})\.([1-9]\d{0,8})$/;

/** Reads a label; undefined for what is none. */
export function readLabel(label: string): LogLabel | undefined {
  const [, logId, epoch] = labelPattern.exec(label) ?? [];
  return logId === undefined ? undefined : { logId, epoch: Number(epoch) };
}

/**
 * Up to where that which an epoch published is still in the log. Of an older epoch that is not the log's, since another
 * backup was restored, nothing is sure: 0. Infinity: nothing of it is void, or it is newer than all that are known.
 */
export function validUpTo({ epochs }: Pick<LogIdentity, 'epochs'>, epoch: number): number {
  const next = epochs.find((one) => one.epoch > epoch);
  if (next === undefined) return Infinity;
  return epochs.some((one) => one.epoch === epoch) ? next.after : 0;
}

/** Whether a record of this log was published in an epoch that did not last to its position. */
export const isVoid = (identity: Pick<LogIdentity, 'epochs'>, { epoch }: LogLabel, position: number): boolean =>
  position > validUpTo(identity, epoch);

/**
 * Up to where two histories of one log agree. The older epochs of `own` may be missing; where none of them is in
 * `theirs`, nothing is sure: 0.
 */
export function forkOf(own: readonly LogEpoch[], theirs: readonly LogEpoch[]): number {
  const common = own.findLast(({ epoch }) => theirs.some((one) => one.epoch === epoch))?.epoch;
  if (common === undefined) return 0;
  const endOf = (epochs: readonly LogEpoch[]): number => epochs.find(({ epoch }) => epoch > common)?.after ?? Infinity;
  return Math.min(endOf(own), endOf(theirs));
}
