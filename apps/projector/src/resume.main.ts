import { resume } from '#read-models/checkpoints';
import { positionIn } from '#contracts/position';
import { CannotDo, readModelNamed, runCommand } from './operator-command';

/** `npm run projector:resume -- <name> [--skip <position>]`. A running projector goes on within a second. */
void runCommand(async ({ pool }) => {
  const [name, flag, position] = process.argv.slice(2);
  const skip = flag === '--skip' ? positionIn(position ?? '') : null;
  if (name === undefined || (flag !== undefined && flag !== '--skip') || skip === undefined) {
    throw new CannotDo('usage: npm run projector:resume -- <read model> [--skip <position>]');
  }
  const stopped = await resume(pool, readModelNamed(name).name, skip).catch((error: unknown) => {
    throw new CannotDo(error instanceof Error ? error.message : String(error));
  });
  const done = skip === null ? 'tries that event again' : 'leaves that event out';
  process.stdout.write(`${name} was stopped at ${stopped.stoppedAt} (${stopped.error}); it ${done}\n`);
  return 0;
});
