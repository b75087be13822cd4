import { allProjections } from '#read-models/all-projections';
import { examine } from './examine';
import { readModelNamed, runCommand } from './operator-command';

/** `npm run doctor [-- <read model>…]`: exit code 1 when anything is not as the log says. */
void runCommand(async (operation) => {
  const names = process.argv.slice(2);
  const projections = names.length > 0 ? names.map(readModelNamed) : allProjections;
  let healthy = true;
  const { pool, eventLog, kafka } = operation;
  for await (const { isRight, line } of examine(projections, { pool, eventLog, ...(kafka && { kafka }) })) {
    healthy &&= isRight;
    process.stdout.write(`${isRight ? 'ok   ' : 'WRONG'} ${line}\n`);
  }
  return healthy ? 0 : 1;
});
