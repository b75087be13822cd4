import { KafkaMessage } from 'kafkajs';
import { IncomingRecord, TopicPartition } from '../record.ts';

/** Converts a message of kafkajs: bytes become texts, and the last value of a repeated header is used. */
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
