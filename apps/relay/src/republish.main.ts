// npm run relay:republish [-- --from <position>]: after a topic was deleted, made anew or cut short.
import { parseArgs } from 'node:util';
import { positionIn } from '#contracts/position';
import { CannotDo, runCommand } from './operator-command';
import { republishOn } from './relay-on-foundation';

void runCommand((operation) => {
  const { positionals, values } = parseArgs({
    ...{ allowPositionals: true, strict: false, options: { from: { type: 'string' } } },
  });
  const from = positionIn(String(values.from ?? '0'));
  if (positionals.length > 0 || from === undefined)
    throw new CannotDo('usage: npm run relay:republish [-- --from <position>]');
  return republishOn(operation, from);
});
