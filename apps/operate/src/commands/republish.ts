import { lastPosition, positionIn } from '#contracts/position';
import { bump, unbump } from './bump-position';
import { park } from './park';
import { republishOn } from '#relay/relay-on-foundation';
import type { Command } from '../command';
import { UsedWrongly } from '../failures';
import { onInstallation } from '../installation';

/** A position as typed. @throws UsedWrongly */
export function readPosition(text: string | undefined, name: string): number {
  const position = positionIn(text ?? '');
  if (position === undefined) throw new UsedWrongly(`${name}: expected a position, a number up to ${lastPosition}`);
  return position;
}

export const bumpPosition: Command = {
  name: 'bump-position',
  summary: 'Have new events get positions behind everything that was seen, or behind a position',
  operands: '[position]',
  options: { undo: { summary: 'take back the last bump: nothing may have been appended behind it' } },
  run: async ({ config, operands, terminal, flag }) => {
    const isUndo = flag('undo');
    if (operands.length > (isUndo ? 0 : 1)) throw new UsedWrongly('expected one position, or --undo');
    const beyond = readPosition(operands[0] ?? '0', 'position');
    terminal.print(await onInstallation(config, ({ pool }) => (isUndo ? unbump(pool) : bump(pool, beyond))));
    return 0;
  },
};

export const parkEvent: Command = {
  name: 'park',
  summary: 'Publish a stub in the place of an event that no broker takes',
  operands: '<position>',
  options: { reason: { value: 'why', summary: 'published with the stub: nothing personal belongs in it' } },
  run: async ({ config, operands, terminal, text }) => {
    if (operands.length !== 1) throw new UsedWrongly('expected one position');
    const position = readPosition(operands[0], 'position');
    const reason = text('reason')?.trim();
    if (reason === undefined) throw new UsedWrongly('--reason: expected why');
    terminal.print(
      await onInstallation(config, ({ pool, eventLog }) => park({ pool, log: eventLog }, position, reason)),
    );
    return 0;
  },
};

export const republish: Command = {
  name: 'republish',
  summary: 'Publish everything again, after a topic was deleted, made anew or cut short',
  options: { from: { value: 'position', summary: 'only what lies behind it' } },
  run: async ({ config, terminal, text }) => {
    const from = readPosition(text('from') ?? '0', '--from');
    const done = onInstallation(config, ({ pool, eventLog, logger }) =>
      republishOn({ pool, log: eventLog, config, logger }, from),
    );
    terminal.print(await done);
    return 0;
  },
};
