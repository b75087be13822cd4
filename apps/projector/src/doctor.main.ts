import { allProjections } from '#read-models/all-projections';
import { checkInvariants } from './check-invariants';
import { compareWithReplay } from './compare-with-replay';
import { readModelNamed, runCommand } from './operator-command';

/** `npm run doctor [-- <read model>…]`: exit code 1 when anything is not as the log says. */
void runCommand(async ({ pool, eventLog }) => {
  const names = process.argv.slice(2);
  const projections = names.length > 0 ? names.map(readModelNamed) : allProjections;
  let healthy = true;
  const tell = (isRight: boolean, line: string): void => {
    healthy &&= isRight;
    process.stdout.write(`${isRight ? 'ok   ' : 'WRONG'} ${line}\n`);
  };
  for (const projection of projections) {
    const { position, tables } = await compareWithReplay(projection, { pool, eventLog });
    for (const { table, rows, onlyServed, onlyReplayed, samples } of tables) {
      const differences = Math.max(onlyServed, onlyReplayed);
      const where = differences === 0 ? '' : `: ${samples.join(', ')}`;
      const line = `${projection.name}.${table} at ${position}: ${differences} differences in ${rows} rows${where}`;
      tell(differences === 0, line);
    }
  }
  for (const { what, violations } of await checkInvariants(pool)) {
    const found = violations === null ? 'not looked at, the log never rested' : `${violations} violations`;
    tell(violations === 0, `${what}: ${found}`);
  }
  return healthy ? 0 : 1;
});
