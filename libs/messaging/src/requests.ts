import { OutgoingRecord } from './record';
import { sizeOf } from './transport-errors';

// Below Kafka's default limit of 1 MiB for what one partition gets at once, even if all goes to one and does not compress.
const bytesInRequest = 700_000;

/** Cuts a batch, in order, into requests that brokers take whole; a record that is larger by itself gets its own. */
export function inRequests(records: readonly OutgoingRecord[]): (readonly OutgoingRecord[])[] {
  const requests: OutgoingRecord[][] = [];
  let room = 0;
  for (const record of records) {
    const size = sizeOf(record);
    if (size > room) {
      requests.push([]);
      room = bytesInRequest;
    }
    requests.at(-1)?.push(record);
    room -= size;
  }
  return requests;
}
