import { RecordMetadata } from 'kafkajs';
import { partitionName } from '#contracts/topic-partition';
import type { Acknowledged, TopicPartition } from '../record.ts';

/** Where each partition's last acknowledged batch began, by `topic/partition`, for one producer. */
export type LastOffsets = Map<string, bigint>;

/**
 * What is wrong with the answer to a send; `undefined` when every partition of the batch has acknowledged new records.
 */
export type AnswerFault =
  { readonly kind: 'mismatch'; readonly detail: string } | { readonly kind: 'duplicate'; readonly detail: string };

/**
 * Holds the answer of kafkajs against the batch, and remembers it in `last`. kafkajs calls a send a success although a
 * partition is missing when its leader moved to a broker that had already answered (tulios/kafkajs#1303). And a broker
 * takes new records for a repeat when a sequence number is used twice: it then acknowledges an offset that was there
 * before.
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

/** Where the records of a batch are, as an answer without a fault says it. */
export function acknowledgedOf(batch: readonly TopicPartition[], answer: readonly RecordMetadata[]): Acknowledged[] {
  const counts = new Map<string, number>();
  for (const record of batch) counts.set(partitionName(record), (counts.get(partitionName(record)) ?? 0) + 1);
  return answer.flatMap(({ topicName: topic, partition, baseOffset, offset }) => {
    const count = counts.get(partitionName({ topic, partition }));
    return count === undefined ? [] : [{ topic, partition, offset: String(baseOffset ?? offset ?? -1), count }];
  });
}
