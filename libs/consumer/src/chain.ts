import type { EpochMark } from '#contracts/epoch-mark';
import { forkOf, type LogEpoch, type LogLabel } from '#contracts/log-identity';

/** The state of reading one partition. */
export interface Standing {
  /** Undefined until a record has it; records of older versions do not. */
  readonly logId: string | undefined;
  /** The epochs of the log that records named, the oldest first. Never empty. */
  readonly epochs: readonly LogEpoch[];
  /** Everything in the partition up to this position was read. */
  readonly position: number;
}

/** The parts of a record that `stepOf` needs. */
export interface ChainLink {
  readonly position: number;
  readonly prev: number | null;
  readonly log: LogLabel | null;
  readonly mark: EpochMark | null;
}

/** The meaning of a record after everything up to the current position was read. */
export type Step =
  | { readonly kind: 'repeat' }
  | { readonly kind: 'next'; readonly at: Standing }
  /** Events read after `at.position` are no longer in the log. Once they are undone, call `stepOf` again with `at`. */
  | { readonly kind: 'void'; readonly at: Standing }
  /**
   * Events after `after` and up to `upTo` are missing. `at` is the state once they and this record are read. Undefined
   * if it is not known which events are void.
   */
  | { readonly kind: 'hole'; readonly after: number; readonly upTo: number; readonly at: Standing | undefined }
  | { readonly kind: 'other-log' };

const firstEpoch = 1;

/**
 * Decides from the epoch and two positions that no record is missing and that none was read which the log has lost.
 * Within an epoch, a record up to the current position is a repetition, one whose `prev` is the current position is the
 * next, and any other one means that records are missing. The mark of a later epoch names the position that the log
 * continues from; later records of the older epoch are void.
 * @param at undefined if nothing was read yet
 */
export function stepOf(at: Standing | undefined, link: ChainLink): Step {
  if (!at)
    return link.prev === null ? { kind: 'next', at: beginningWith(link) } : holeBefore(link, 0, beginningWith(link));
  const { position, prev, log, mark } = link;
  if (log && at.logId !== undefined && log.logId !== at.logId) return { kind: 'other-log' };
  const current = at.epochs.at(-1)?.epoch ?? firstEpoch;
  const epoch = log?.epoch ?? current;
  if (epoch < current) return { kind: 'repeat' };
  if (epoch > current) return mark ? acrossEpochs(at, link, mark) : holeBefore(link, at.position, undefined);
  if (mark) return { kind: 'repeat' };
  if (position <= at.position) return { kind: 'repeat' };
  const next = { ...at, logId: log?.logId ?? at.logId, position };
  return prev === at.position ? { kind: 'next', at: next } : holeBefore(link, at.position, next);
}

/** Returns the state after this record, if it is the first one. */
export function beginningWith({ position, log, mark }: ChainLink): Standing {
  const epochs = mark?.epochs ?? [{ epoch: log?.epoch ?? firstEpoch, after: 0 }];
  return { logId: log?.logId, epochs, position: mark?.after ?? position };
}

function acrossEpochs(at: Standing, link: ChainLink, mark: EpochMark): Step {
  const fork = forkOf(at.epochs, mark.epochs);
  if (at.position > fork) {
    const common = at.epochs.filter(({ epoch }) => mark.epochs.some((one) => one.epoch === epoch));
    return { kind: 'void', at: { ...at, epochs: common.length > 0 ? common : at.epochs.slice(0, 1), position: fork } };
  }
  const next = beginningWith(link);
  return (link.prev ?? 0) > at.position ? holeBefore(link, at.position, next) : { kind: 'next', at: next };
}

/**
 * A mark names the position up to which events may precede it. Its own position is greater if void records precede it.
 */
const holeBefore = ({ position, mark }: ChainLink, after: number, at: Standing | undefined): Step => ({
  kind: 'hole',
  after,
  at,
  upTo: mark?.after ?? position - 1,
});
