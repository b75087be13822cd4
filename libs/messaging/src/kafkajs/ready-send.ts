import type { TopicMessages } from 'kafkajs';
import { partitionName } from '#contracts/topic-partition';
import type { OutgoingRecord } from '../record.ts';
import { messagesOfSet, recordSetReady } from './record-sets-for-kafkajs.ts';

/** The records of one request, in order, and the messages for kafkajs, which are being encoded and compressed. */
export interface ReadySend {
  readonly records: readonly OutgoingRecord[];
  readonly topicMessages: Promise<TopicMessages[]>;
}

/** Combines each partition's records into one set, in order. */
export function readySend(records: readonly OutgoingRecord[]): ReadySend {
  const topicMessages = Promise.all(
    [...byPlace(records)].map(async ([first, ...others]) => {
      const set = await recordSetReady([first, ...others]);
      return { topic: first.topic, messages: messagesOfSet(set, first.partition) };
    }),
  );
  topicMessages.catch(() => undefined); // the sender gets the error
  return { records, topicMessages };
}

type Held = [OutgoingRecord, ...OutgoingRecord[]];

function byPlace(records: readonly OutgoingRecord[]): Iterable<Held> {
  const places = new Map<string, Held>();
  for (const record of records) {
    const place = partitionName(record);
    const held = places.get(place);
    if (held) held.push(record);
    else places.set(place, [record]);
  }
  return places.values();
}
