import { CannotDo } from '#platform/cannot-do';
import { resume } from '#read-models/checkpoints';
import { onInstallation } from '../work/installation.ts';
import type { OperatorCommand } from '../line/command.ts';
import { UsedWrongly } from '../line/failures.ts';
import { typedPosition } from '../line/positions.ts';
import { readModelNamed } from '../line/read-model-names.ts';

export const resumeReadModel: OperatorCommand = {
  name: 'resume',
  summary: 'Resume a stopped read model',
  operands: '<read model>',
  options: { skip: { value: 'position', summary: 'skip the event at this position' } },
  run: async ({ config, operands, terminal, text }) => {
    const [given, ...more] = operands;
    if (given === undefined || more.length > 0) throw new UsedWrongly('expected one read model');
    const { name } = readModelNamed(given);
    const position = text('skip');
    const skip = position === undefined ? null : typedPosition(position, '--skip');
    return onInstallation(config, async ({ pool }) => {
      const stopped = await resume(pool, name, skip).catch((error: unknown) => {
        throw new CannotDo(error instanceof Error ? error.message : String(error));
      });
      const done = skip === null ? 'tries that event again' : 'leaves that event out';
      terminal.print(`${name} was stopped at ${stopped.stoppedAt} (${stopped.error}); it ${done}`);
      return 0;
    });
  },
};
