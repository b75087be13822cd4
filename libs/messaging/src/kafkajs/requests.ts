import { partitionName } from '#contracts/topic-partition';
import { maximalSize } from './record-set.ts';
import { OutgoingRecord } from '../record.ts';

// Below Kafka's default limit of 1 MiB per partition and request, even if the data does not compress.
const bytesInPartition = 700_000;
// Far below the broker's limit (socket.request.max.bytes, 100 MiB), to bound the memory of one request.
const bytesInRequest = 8_000_000;

/**
 * Splits a batch, in order, into requests within these limits. A record that exceeds them is sent in a separate request.
 */
export function inRequests(records: readonly OutgoingRecord[]): (readonly OutgoingRecord[])[] {
  const requests: OutgoingRecord[][] = [];
  let request: OutgoingRecord[] | undefined;
  let left = bytesInRequest;
  const held = new Map<string, number>();
  for (const record of records) {
    const place = partitionName(record);
    const size = maximalSize(record);
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
