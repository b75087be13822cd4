// npm run relay:park -- <position> --reason "…"
import { parseArgs } from 'node:util';
import { positionIn } from '#contracts/position';
import { CannotDo, runCommand } from './operator-command';
import { park } from './park';

void runCommand((operation) => {
  const { position, reason } = readArguments();
  return park(operation, position, reason);
});

function readArguments(): { position: number; reason: string } {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    strict: false,
    options: { reason: { type: 'string' } },
  });
  const [given = ''] = positionals;
  const { reason } = values;
  const position = positionIn(given);
  if (positionals.length !== 1 || position === undefined || typeof reason !== 'string')
    throw new CannotDo('usage: npm run relay:park -- <position> --reason "…"');
  return { position, reason: reason.trim() };
}
