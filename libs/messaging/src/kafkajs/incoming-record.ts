import { KafkaMessage } from 'kafkajs';
import { IncomingRecord, TopicPartition } from '../record.ts';

/** A record as the port shows it: texts instead of bytes; of a header that occurs several times the last one counts. */
export function incomingRecord({ topic, partition }: TopicPartition, message: KafkaMessage): IncomingRecord {
  const { key, value, offset } = message;
  const headers = Object.entries(message.headers ?? {}).map(([name, header]): [string, string] => [
    name,
    String([header].flat().at(-1) ?? ''),
  ]);
  return {
    topic,
    partition,
    offset,
    key: key?.toString() ?? null,
    value: value?.toString() ?? null,
    headers: Object.fromEntries(headers),
  };
}
