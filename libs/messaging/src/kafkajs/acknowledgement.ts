import { RecordMetadata } from 'kafkajs';
import { partitionName } from '#contracts/topic-partition';
import type { Acknowledged, TopicPartition } from '../record.ts';

/** The first offset of each partition's last acknowledged batch, by `topic/partition`, for one producer. */
export type LastOffsets = Map<string, bigint>;

/** The fault in a response; `undefined` if every partition of the batch has acknowledged new records. */
export type AnswerFault =
  { readonly kind: 'mismatch'; readonly detail: string } | { readonly kind: 'duplicate'; readonly detail: string };

/**
 * Checks a response of kafkajs against the batch, and records its offsets in `last`. kafkajs reports success although a
 * partition is missing if its leader moved to a broker that had already answered (tulios/kafkajs#1303). A broker takes
 * new records for a retry if a sequence number is used twice; it then acknowledges an older offset.
 */
export function faultOf(
  batch: readonly TopicPartition[],
  answer: readonly RecordMetadata[],
  last: LastOffsets,
): AnswerFault | undefined {
  for (const place of new Set(batch.map(partitionName))) {
    const found = answer.find(({ topicName, partition }) => partitionName({ topic: topicName, partition }) === place);
    if (!found) return { kind: 'mismatch', detail: `${place} is missing in the answer` };
    if (found.errorCode !== 0) return { kind: 'mismatch', detail: `${place} answered with error ${found.errorCode}` };
    const offset = BigInt(found.baseOffset ?? found.offset ?? -1);
    if (offset <= (last.get(place) ?? -1n))
      return { kind: 'duplicate', detail: `${place} answered with offset ${offset} again` };
    last.set(place, offset);
  }
  return undefined;
}

/** Returns the offsets of a batch's records from a response without a fault. */
export function acknowledgedOf(batch: readonly TopicPartition[], answer: readonly RecordMetadata[]): Acknowledged[] {
  const counts = new Map<string, number>();
  for (const record of batch) counts.set(partitionName(record), (counts.get(partitionName(record)) ?? 0) + 1);
  return answer.flatMap(({ topicName: topic, partition, baseOffset, offset }) => {
    const count = counts.get(partitionName({ topic, partition }));
    return count === undefined ? [] : [{ topic, partition, offset: String(baseOffset ?? offset ?? -1), count }];
  });
}
