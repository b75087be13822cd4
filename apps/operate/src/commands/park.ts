import type { Pool } from 'pg';
import type { EventLog } from '#event-store/event-log';
import { CannotDo } from '#platform/cannot-do';
import { readCheckpoint } from '#relay/checkpoint';
import { parkEvent } from '#relay/parked';
import { onInstallation } from '../work/installation.ts';
import type { OperatorCommand } from '../line/command.ts';
import { UsedWrongly } from '../line/failures.ts';
import { typedPosition } from '../line/positions.ts';

const longestReason = 300;

export const parkAnEvent: OperatorCommand = {
  name: 'park',
  summary: 'Publish a placeholder for an event that the brokers refuse',
  operands: '<position>',
  options: { reason: { value: 'reason', summary: 'published with the placeholder; must not contain personal data' } },
  run: async ({ config, operands: [given, ...more], terminal, text }) => {
    if (given === undefined || more.length > 0) throw new UsedWrongly('expected one position');
    const position = typedPosition(given, 'position');
    const reason = text('reason')?.trim();
    if (reason === undefined)
      throw new UsedWrongly('--reason: expected a reason; it is published with the placeholder');
    terminal.print(
      await onInstallation(config, ({ pool, eventLog }) => park({ pool, log: eventLog }, position, reason)),
    );
    return 0;
  },
};

/**
 * Parks an event that the brokers reject: a stub with its ids is published in its place, within a second if the relay
 * is waiting for it. Returns a description of what was done. The reason is published, so it must hold no personal data.
 * @throws CannotDo if there is no such event, or it is already published
 */
export async function park(
  { pool, log }: { readonly pool: Pool; readonly log: Pick<EventLog, 'readAfter'> },
  position: number,
  reason: string,
): Promise<string> {
  if (reason === '' || reason.length > longestReason)
    throw new CannotDo(
      `--reason: expected 1 to ${longestReason} characters; the reason is published with the placeholder`,
    );
  const [event] = await log.readAfter(position - 1, 1);
  if (event?.position !== position) throw new CannotDo(`no event at position ${position}`);
  const { position: published } = await readCheckpoint(pool, 'events');
  if (position <= published)
    throw new CannotDo(
      `the event at position ${position} is already published: the relay has published up to ${published}`,
    );
  await parkEvent(pool, position, reason);
  return `parked ${event.type} at position ${position}: Kafka gets a placeholder with its ids, the log keeps the event`;
}
