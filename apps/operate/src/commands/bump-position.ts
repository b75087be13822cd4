import type { Pool } from 'pg';
import { bumpPosition, BumpRefused, undoBump } from '#event-store/restoring/reach';
import { CannotDo } from '#platform/cannot-do';
import { onInstallation } from '../work/installation.ts';
import type { OperatorCommand } from '../line/command.ts';
import { UsedWrongly } from '../line/failures.ts';
import { typedPosition } from '../line/positions.ts';

export const bumpPositions: OperatorCommand = {
  name: 'bump-position',
  summary: 'Start new events after the highest known position, or after a given one',
  operands: '[position]',
  options: { undo: { summary: 'undo the last bump; only possible while no event was appended after it' } },
  run: async ({ config, operands, terminal, flag }) => {
    const isUndo = flag('undo');
    if (operands.length > (isUndo ? 0 : 1)) throw new UsedWrongly('expected one position or --undo');
    const beyond = typedPosition(operands[0] ?? '0', 'position');
    terminal.print(await onInstallation(config, ({ pool }) => (isUndo ? unbump(pool) : bump(pool, beyond))));
    return 0;
  },
};

/**
 * Moves the next position beyond everything that a relay or a read model of this database has seen, and beyond `beyond`
 * if Kafka's consumers have seen more. Returns a description of what was done.
 * @throws CannotDo if the gap is larger than any log can have lost
 */
async function bump(pool: Pool, beyond = 0): Promise<string> {
  try {
    const bumped = await bumpPosition(pool, Math.max(await seenHere(pool), beyond));
    return `New events will start at position ${bumped + 1}. Restart the service.`;
  } catch (error) {
    throw error instanceof BumpRefused ? new CannotDo(error.message, { cause: error }) : error;
  }
}

/**
 * Undoes the last bump, for example after a mistyped number, if no event was appended after it. Returns a description
 * of what was done.
 * @throws CannotDo if there is no bump that can be undone
 */
async function unbump(pool: Pool): Promise<string> {
  const reach = await undoBump(pool, await seenHere(pool));
  if (reach === null)
    throw new CannotDo(
      'no bump can be undone: there was none, events were appended after it, or a relay or a read model has seen positions up to it',
    );
  return `The last bump was undone: new events will start at position ${reach + 1}. Restart the service.`;
}

/** The last position that a relay or a read model of this database has seen. */
async function seenHere(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ seen: string }>(
    `select greatest((select max(position) from relay_checkpoint), (select max(position) from projection_checkpoints), 0) as seen`,
  );
  return Number(rows[0]?.seen);
}
