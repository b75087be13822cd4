import type { TopicPartition } from '#messaging/record';

/** Events of a partition that never came: all of it that the log has behind one position, and up to another. */
export interface Hole extends TopicPartition {
  readonly after: number;
  readonly upTo: number;
}

/**
 * Records are missing in front of this one. Fill the hole over HTTP from `/v1/events?after=<after>`, or find out what
 * took them.
 */
export class HoleFound extends Error {
  override readonly name = 'HoleFound';
  readonly after: number;

  constructor(
    { topic, partition, after }: Hole,
    /** The position of the record that came. */
    readonly before: number,
  ) {
    super(`${topic}/${partition}: records are missing between the positions ${after} and ${before}`);
    this.after = after;
  }
}

/** What a partition had published and the log has lost: a backup was restored. */
export interface VoidEvents extends TopicPartition {
  /** Where the log goes on now: `<log id>.<epoch>`. */
  readonly log: string;
  /** Events of the partition behind this position, and up to the other one, are void. */
  readonly after: number;
  readonly upTo: number;
}

/** Events that were read are not in the log any more, and there is no `onVoid` to take back what they did. */
export class EventsVoid extends Error {
  override readonly name = 'EventsVoid';
  constructor(readonly voided: VoidEvents) {
    const { topic, partition, log, after, upTo } = voided;
    super(
      `${topic}/${partition}: the log was restored and goes on as ${log}: what was read behind position ${after}, up to ${upTo}, is void; ` +
        'have `onVoid` take back what those events did',
    );
  }
}

/** The topics hold another log than the one that was read before. */
export class OtherLog extends Error {
  override readonly name = 'OtherLog';
  constructor(
    at: TopicPartition,
    readonly expected: string,
    readonly found: string,
  ) {
    super(
      `${at.topic}/${at.partition}: this record is of the log ${found}, and what was read before of ${expected}: another service publishes to this topic, ` +
        'or it was set up anew; begin anew, with places of its own for each log',
    );
  }
}
