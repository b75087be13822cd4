import type { EpochMark } from '#contracts/epoch-mark';
import { forkOf, type LogEpoch, type LogLabel } from '#contracts/log-identity';

/** Where somebody is who reads a partition. */
export interface Standing {
  /** Undefined until a record says it: those of older versions do not. */
  readonly logId: string | undefined;
  /** The log's epochs as far as they were told, the oldest first; never empty. */
  readonly epochs: readonly LogEpoch[];
  /** Everything of the partition up to it was read. */
  readonly position: number;
}

/** What the bookkeeping needs of a record. */
export interface ChainLink {
  readonly position: number;
  readonly prev: number | null;
  readonly log: LogLabel | null;
  readonly mark: EpochMark | null;
}

/** What a record is to somebody who has read its partition up to where they stand. */
export type Step =
  | { readonly kind: 'repeat' }
  | { readonly kind: 'next'; readonly at: Standing }
  /**
   * What was read behind `at.position` is not in the log any more. Taken back, the record is another step from `at`.
   */
  | { readonly kind: 'void'; readonly at: Standing }
  /**
   * Events behind `after` and up to `upTo` are missing. `at`: where one stands who has them, and this record; undefined
   * where it is not known what is void.
   */
  | { readonly kind: 'hole'; readonly after: number; readonly upTo: number; readonly at: Standing | undefined }
  | { readonly kind: 'other-log' };

const firstEpoch = 1;

/**
 * An epoch and two integers prove that nothing is missing, and nothing there that the log has lost. Within an epoch, a
 * record that is not behind the last one is a repetition, one whose `prev` is the last one is the next, and anything
 * else means that records are gone. The mark of a later epoch says how far the log goes on from what was read before
 * it; what an older one still brings behind it is void.
 * @param at undefined: nothing was read yet
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

/** Where one stands who takes this record as the first. */
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
 * A mark says up to where events may come before it. Its own position is greater where it stands behind void records.
 */
const holeBefore = ({ position, mark }: ChainLink, after: number, at: Standing | undefined): Step => ({
  kind: 'hole',
  after,
  at,
  upTo: mark?.after ?? position - 1,
});
