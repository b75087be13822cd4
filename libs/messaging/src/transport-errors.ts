import { OutgoingRecord } from './record.ts';

/**
 * It is unknown whether the batch was written: the connection broke, a partition was missing from the response, or time
 * ran out. The producer is discarded and sends nothing more, but data already sent may still arrive, even after later
 * batches. Publish the same batch again; readers drop repetitions.
 */
export class PublishDoubt extends Error {
  override readonly name = 'PublishDoubt';
}

/**
 * This record exceeds the limit of its topic (`max.message.bytes`). Records before it in the batch may have been
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

/** A batch was published during another publish. This is a bug of the caller, because the order would be lost. */
export class ConcurrentPublish extends Error {
  override readonly name = 'ConcurrentPublish';
  constructor() {
    super('publish was called while another batch is under way');
  }
}

/**
 * Topics exist with another partition count, fewer replicas or another clean-up policy than configured. The message
 * names each difference.
 */
export class TopicMismatch extends Error {
  override readonly name = 'TopicMismatch';
}

/** Bytes of key, value and headers. */
export function sizeOf({ key, value, headers }: Pick<OutgoingRecord, 'key' | 'value' | 'headers'>): number {
  const texts = [key, value ?? '', ...Object.entries(headers).flat()];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

/** A requested topic does not exist, as far as the queried broker knows. */
export class TopicMissing extends Error {
  override readonly name = 'TopicMissing';
}
