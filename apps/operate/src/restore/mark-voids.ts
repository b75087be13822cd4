import { ceHeaders, toCloudEvent } from '#contracts/cloud-event';
import { epochMark } from '#contracts/epoch-mark';
import { newestLabel } from '#contracts/log-identity';
import type { EventLog } from '#event-store/event-log';
import type { EventTransport } from '#messaging/event-transport';
import type { OutgoingRecord } from '#messaging/record';
import type { VoidEnding } from './plan.ts';

/**
 * Ends the void records of a partition with a marker. Its position is greater than all their positions, and it follows
 * the last valid record. The marker belongs to the first of the two epochs of a restore. The relay marks every
 * partition for the second, at the position where both begin. A consumer that compares positions only would take the
 * relay's marker for a duplicate after void records and never notice. This marker shows it that something before it is
 * missing.
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
