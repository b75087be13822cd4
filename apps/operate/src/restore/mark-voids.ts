import { ceHeaders, toCloudEvent } from '#contracts/cloud-event';
import { epochMark } from '#contracts/epoch-mark';
import { newestLabel } from '#contracts/log-identity';
import type { EventLog } from '#event-store/event-log';
import type { EventTransport } from '#messaging/event-transport';
import type { OutgoingRecord } from '#messaging/record';
import type { VoidEnding } from './plan.ts';

/**
 * Ends what is void in a partition with a mark that has a greater position than all of it, and follows the last record
 * that stands. It is of the first of the two epochs of a restore; the relay marks every partition for the second, at
 * the position where both begin. Who goes by positions alone takes the relay's mark for a repetition where void records
 * came before, and would never hear of it: of this one it is plain that something is missing before it.
 */
export async function markVoids(
  { eventLog, transport }: { readonly eventLog: EventLog; readonly transport: Pick<EventTransport, 'publish'> },
  endings: readonly VoidEnding[],
  publicUrl: string | undefined,
): Promise<void> {
  const { logId, epochs } = await eventLog.identity();
  const identity = { logId, epochs: epochs.slice(0, -1) };
  const begun = identity.epochs.at(-1);
  if (!begun || endings.length === 0) return;
  const marks = endings.map(({ topic, partition, seen, last }): OutgoingRecord => {
    const mark = { ...epochMark(identity, begun, { topic, partition }), position: seen + 1 };
    const event = toCloudEvent(mark, {
      log: newestLabel(identity),
      ...(last !== undefined && { prev: last }),
      ...(publicUrl !== undefined && { publicUrl }),
    });
    return { topic, partition, key: mark.partitionKey, value: JSON.stringify(event), headers: ceHeaders(event) };
  });
  await transport.publish(marks);
}
