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
    if (operands.length > (isUndo ? 0 : 1)) throw new UsedWrongly('expected one position, or --undo');
    const beyond = typedPosition(operands[0] ?? '0', 'position');
    terminal.print(await onInstallation(config, ({ pool }) => (isUndo ? unbump(pool) : bump(pool, beyond))));
    return 0;
  },
};

/**
 * Has new events get positions behind everything that a relay or a read model of this database has seen, or behind
 * `beyond`, where Kafka's consumers have seen more than that. Answers what was done.
 * @throws CannotDo where no log can have lost so many positions
 */
async function bump(pool: Pool, beyond = 0): Promise<string> {
  try {
    const bumped = await bumpPosition(pool, Math.max(await seenHere(pool), beyond));
    return `new events get positions behind ${bumped}; start the service again`;
  } catch (error) {
    throw error instanceof BumpRefused ? new CannotDo(error.message, { cause: error }) : error;
  }
}

/**
 * Takes back the last bump, as after a wrong number: nothing may have been appended behind it. Answers what was done.
 * @throws CannotDo where there is none
 */
async function unbump(pool: Pool): Promise<string> {
  const reach = await undoBump(pool, await seenHere(pool));
  if (reach === null)
    throw new CannotDo(
      'there is no bump to take back: none was made, events were appended behind it, or a relay or a read model has seen positions up to it',
    );
  return `the last bump was taken back: new events get positions behind ${reach}; start the service again`;
}

/** The last position that a relay or a read model of this database has seen. */
async function seenHere(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ seen: string }>(
    `select greatest((select max(position) from relay_checkpoint), (select max(position) from projection_checkpoints), 0) as seen`,
  );
  return Number(rows[0]?.seen);
}
