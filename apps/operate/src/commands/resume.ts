import { CannotDo } from '#platform/cannot-do';
import { resume } from '#read-models/checkpoints';
import { onInstallation } from '../work/installation.ts';
import type { OperatorCommand } from '../line/command.ts';
import { UsedWrongly } from '../line/failures.ts';
import { typedPosition } from '../line/positions.ts';
import { readModelNamed, readModelNames } from '../line/read-model-names.ts';

export const resumeReadModel: OperatorCommand = {
  name: 'resume',
  summary: 'Resume a stopped read model',
  operands: '<read model>',
  options: { skip: { value: 'position', summary: 'skip the event at this position' } },
  run: async ({ config, operands, terminal, text }) => {
    const [given, ...more] = operands;
    if (given === undefined || more.length > 0)
      throw new UsedWrongly(`expected one read model. Use one of: ${readModelNames.join(', ')}`);
    const { name } = readModelNamed(given);
    const position = text('skip');
    const skip = position === undefined ? null : typedPosition(position, '--skip');
    return onInstallation(config, async ({ pool }) => {
      const stopped = await resume(pool, name, skip).catch((error: unknown) => {
        throw new CannotDo(error instanceof Error ? error.message : String(error));
      });
      const done = skip === null ? 'will retry that event' : 'will skip that event';
      terminal.print(`${name} was stopped at position ${stopped.stoppedAt} (${stopped.error}). It ${done}.`);
      return 0;
    });
  },
};
