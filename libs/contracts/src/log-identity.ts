/**
 * Identifies the log that a position belongs to. Databases with the same id are copies of each other. The epochs define
 * which positions of a copy are void.
 */
export interface LogIdentity<Epoch extends LogEpoch = LogEpoch> {
  readonly logId: string;
  /** The oldest first; never empty. */
  readonly epochs: readonly Epoch[];
}

export interface LogEpoch {
  readonly epoch: number;
  /** The last valid position of the older epochs. Records that they published after it are void. */
  readonly after: number;
}

export const epochReasons = ['first', 'bump', 'restore'] as const;

/** An epoch as the log stores it. */
export interface BegunEpoch extends LogEpoch {
  readonly reason: (typeof epochReasons)[number];
  readonly beganAt: Date;
}

/** The log and epoch of a record: `<log id>.<epoch>`, the attribute `log` of a CloudEvent. */
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

/** The label of new events. */
export const newestLabel = ({ logId, epochs }: LogIdentity): string =>
  writeLabel({ logId, epoch: newestEpoch(epochs) });

export const newestEpoch = (epochs: readonly LogEpoch[]): number => epochs.at(-1)?.epoch ?? 1;

export const writeLabel = ({ logId, epoch }: LogLabel): string => `${logId}.${epoch}`;

export const labelPattern = /^([0-9a-f-]{36})\.([1-9]\d{0,8})$/;

/** Parses a label; undefined: the text is not a label. */
export function readLabel(label: string): LogLabel | undefined {
  const [, logId, epoch] = labelPattern.exec(label) ?? [];
  return logId === undefined ? undefined : { logId, epoch: Number(epoch) };
}

/**
 * The last position up to which records of an epoch are valid. 0: the log does not have this older epoch, because
 * another backup was restored, so none of its records can be trusted. Infinity: the epoch is the newest, or newer than
 * every known one.
 */
export function validUpTo({ epochs }: Pick<LogIdentity, 'epochs'>, epoch: number): number {
  const next = epochs.find((one) => one.epoch > epoch);
  if (next === undefined) return Infinity;
  return epochs.some((one) => one.epoch === epoch) ? next.after : 0;
}

/** True: the record of this log is void, because its epoch ended before its position. */
export const isVoid = (identity: Pick<LogIdentity, 'epochs'>, { epoch }: LogLabel, position: number): boolean =>
  position > validUpTo(identity, epoch);

/**
 * The last position up to which two histories of one log agree. Older epochs of `own` may be missing. 0: no epoch is in
 * both.
 */
export function forkOf(own: readonly LogEpoch[], theirs: readonly LogEpoch[]): number {
  const common = own.findLast(({ epoch }) => theirs.some((one) => one.epoch === epoch))?.epoch;
  if (common === undefined) return 0;
  const endOf = (epochs: readonly LogEpoch[]): number => epochs.find(({ epoch }) => epoch > common)?.after ?? Infinity;
  return Math.min(endOf(own), endOf(theirs));
}
