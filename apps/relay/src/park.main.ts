// npm run relay:park -- <position> --reason "…"
import { parseArgs } from 'node:util';
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
  if (positionals.length !== 1 || !/^\d{1,15}$/.test(given) || typeof reason !== 'string')
    throw new CannotDo('usage: npm run relay:park -- <position> --reason "…"');
  return { position: Number(given), reason: reason.trim() };
}
