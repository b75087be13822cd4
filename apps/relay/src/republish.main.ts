// npm run relay:republish [-- --from <position>]: after a topic was deleted, made anew or cut short.
import { parseArgs } from 'node:util';
import { CannotDo, runCommand } from './operator-command';
import { republishOn } from './relay-on-foundation';

void runCommand((operation) => {
  const { positionals, values } = parseArgs({
    ...{ allowPositionals: true, strict: false, options: { from: { type: 'string' } } },
  });
  const { from = '0' } = values;
  if (positionals.length > 0 || typeof from !== 'string' || !/^\d{1,15}$/.test(from))
    throw new CannotDo('usage: npm run relay:republish [-- --from <position>]');
  return republishOn(operation, Number(from));
});
