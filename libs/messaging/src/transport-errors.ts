import { OutgoingRecord } from './record.ts';

/**
 * Nobody knows whether the batch was written: the connection broke, a partition was missing from the answer, time ran
 * out. The producer that sent it is gone and sends nothing more, but what it sent may still arrive, even behind what
 * follows. Publish the same batch again; readers drop the repeats.
 */
export class PublishDoubt extends Error {
  override readonly name = 'PublishDoubt';
}

/**
 * This record alone exceeds what its topic takes (`max.message.bytes`). Records before it in the batch may have been
 * written.
 */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
  constructor(readonly record: OutgoingRecord) {
    super(
      `a record of ${sizeOf(record)} bytes is too large for partition ${record.partition} of topic ${record.topic}`,
    );
  }
}

/** A batch was to be published while another one was under way: a mistake of the caller, who would lose the order. */
export class ConcurrentPublish extends Error {
  override readonly name = 'ConcurrentPublish';
  constructor() {
    super('publish was called while another batch is under way');
  }
}

/**
 * Topics exist with another partition count, fewer replicas or another clean-up policy than the service was told. The
 * message names each difference.
 */
export class TopicMismatch extends Error {
  override readonly name = 'TopicMismatch';
}

/** Bytes of key, value and headers. */
export function sizeOf({ key, value, headers }: Pick<OutgoingRecord, 'key' | 'value' | 'headers'>): number {
  const texts = [key, value ?? '', ...Object.entries(headers).flat()];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

/** A topic that was asked about does not exist, as far as the broker that was asked knows. */
export class TopicMissing extends Error {
  override readonly name = 'TopicMissing';
}
