import { type LogIdentity, newestEpoch, newestLabel, readLabel, validUpTo } from '#contracts/log-identity';
import { Refusal } from '#contracts/refusal';

/** A consumer's place: a position and the log that it belongs to. */
export interface PlaceInLog {
  readonly after: number;
  /** The label of the position's log. */
  readonly log: string;
  /** The log's last position, if the log has no events after `after`. */
  readonly beyond?: number | undefined;
}

/**
 * Checks a position, which is only meaningful together with its log and epoch.
 * @throws Refusal if the log's events up to the position differ from those that the consumer has read, or do not exist
 */
export function refuseElsewhere({ after, log, beyond = Infinity }: PlaceInLog, identity: LogIdentity): void {
  const label = readLabel(log);
  const now = newestLabel(identity);
  if (label?.logId !== identity.logId)
    throw new Refusal('other-log', `The position belongs to another log. This is the log ${now}.`, {
      log: now,
      resumeAfter: '0',
    });
  const isUnknown = label.epoch > newestEpoch(identity.epochs);
  const valid = Math.min(isUnknown ? 0 : validUpTo(identity, label.epoch), beyond);
  if (after > valid)
    throw new Refusal('position-void', `Events after position ${valid} are void.`, {
      log: now,
      resumeAfter: String(valid),
    });
}
