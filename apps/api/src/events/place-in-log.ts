import { type LogIdentity, newestEpoch, newestLabel, readLabel, validUpTo } from '#contracts/log-identity';
import { Refusal } from '#contracts/refusal';

/** What a consumer says of where they are. */
export interface PlaceInLog {
  readonly after: number;
  /** The label of the log that the position is of. */
  readonly log: string;
  /** Nothing is behind the position, which lies beyond everything that the log has given out: where that ends. */
  readonly beyond?: number | undefined;
}

/**
 * A position means something only together with its log and epoch.
 * @throws Refusal where the log has other events up to there than the consumer has read, or never had them
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
