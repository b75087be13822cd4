/** Which log a position belongs to. Two databases with one id are copies of each other; the epochs tell what of either is void. */
export interface LogIdentity {
  readonly logId: string;
  /** The oldest first; never empty. */
  readonly epochs: readonly LogEpoch[];
}

export interface LogEpoch {
  readonly epoch: number;
  /** The last position that belongs to the epochs before. What they published beyond it is void. */
  readonly after: number;
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
  `${identity.logId}.${epochAt(identity, position)}`;

/** The label of what is written from now on. */
export const newestLabel = ({ logId, epochs }: LogIdentity): string => `${logId}.${epochs.at(-1)?.epoch ?? 1}`;

/** Reads a label; undefined for what is none. */
export function readLabel(label: string): LogLabel | undefined {
  const [, logId, epoch] = /^([0-9a-f-]{36})\.([1-9]\d{0,8})$/.exec(label) ?? [];
  return logId === undefined ? undefined : { logId, epoch: Number(epoch) };
}

/** Whether a record of this log was published in an epoch that did not last to its position. */
export function isVoid({ epochs }: LogIdentity, { epoch }: LogLabel, position: number): boolean {
  const next = epochs.find((one) => one.epoch > epoch);
  return next !== undefined && position > next.after;
}
