import { partitionName } from '#contracts/topic-partition';
import { roomFor } from './record-set.ts';
import { OutgoingRecord } from '../record.ts';

// Below Kafka's default limit of 1 MiB for what one partition gets at once, even if it does not compress.
const bytesInPartition = 700_000;
// Far below what a broker takes at once (socket.request.max.bytes, 100 MiB): what one request may cost of the memory.
const bytesInRequest = 8_000_000;

/**
 * Cuts a batch, in order, into requests that brokers take whole; a record that is larger than that by itself begins
 * one.
 */
export function inRequests(records: readonly OutgoingRecord[]): (readonly OutgoingRecord[])[] {
  const requests: OutgoingRecord[][] = [];
  let request: OutgoingRecord[] | undefined;
  let left = bytesInRequest;
  const held = new Map<string, number>();
  for (const record of records) {
    const place = partitionName(record);
    const size = roomFor(record);
    const inPartition = held.get(place) ?? 0;
    if (request === undefined || size > left || inPartition + size > bytesInPartition) {
      requests.push((request = []));
      left = bytesInRequest;
      held.clear();
    }
    request.push(record);
    left -= size;
    held.set(place, (held.get(place) ?? 0) + size);
  }
  return requests;
}
