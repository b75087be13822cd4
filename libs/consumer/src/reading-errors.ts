import type { TopicPartition } from '#messaging/record';

/** Missing events of a partition: all those in the log after `after` and up to `upTo`. */
export interface Hole extends TopicPartition {
  readonly after: number;
  readonly upTo: number;
}

/**
 * Records before this one are missing. Fetch the events from `/v1/events?after=<after>`, or find out what deleted them.
 */
export class HoleFound extends Error {
  override readonly name = 'HoleFound';
  readonly after: number;

  constructor(
    { topic, partition, after }: Hole,
    /** Position of the record that was received. */
    readonly before: number,
  ) {
    super(
      `${topic}/${partition}: records between positions ${after} and ${before} are missing; fetch them from /v1/events?after=${after} (see onHole)`,
    );
    this.after = after;
  }
}

/** Events that were published to a partition and that the log has lost because a backup was restored. */
export interface VoidEvents extends TopicPartition {
  /** The log and epoch that continue: `<log id>.<epoch>`. */
  readonly log: string;
  /** The partition's events after `after` and up to `upTo` are void. */
  readonly after: number;
  readonly upTo: number;
}

/** Events that were read are no longer in the log, and there is no `onVoid` to undo their effects. */
export class EventsVoid extends Error {
  override readonly name = 'EventsVoid';
  constructor(readonly voided: VoidEvents) {
    const { topic, partition, log, after, upTo } = voided;
    super(
      `${topic}/${partition}: the log was restored and continues as ${log}. Events read after position ${after}, up to ${upTo}, are void. ` +
        'Pass `onVoid` to undo their effects.',
    );
  }
}

/** The topic contains another log than the one read before. */
export class OtherLog extends Error {
  override readonly name = 'OtherLog';
  constructor(
    at: TopicPartition,
    readonly expected: string,
    readonly found: string,
  ) {
    super(
      `${at.topic}/${at.partition}: this record belongs to log ${found}, but earlier ones to log ${expected}. Another service publishes to this topic, ` +
        'or its database was created again. Start from the beginning, and store the places of each log separately.',
    );
  }
}
