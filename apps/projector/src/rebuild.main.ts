import { allProjections } from '#read-models/all-projections';
import type { Projection } from '#read-models/projection';
import { CannotDo, readModelNamed, runCommand } from './operator-command';
import { ProgressReport } from './progress-report';
import { rebuild } from './rebuild';

void runCommand(async ({ pool, eventLog }) => {
  const projections = chosen(process.argv.slice(2));
  const names = projections.map(({ name }) => name).join(', ');
  const report = new ProgressReport(process.stderr, `Rebuilding ${names}`);
  await rebuild(projections, { pool, eventLog, onProgress: (progress) => report.show(progress) });
  report.end('done; readers see the new tables');
  return 0;
});

function chosen(names: readonly string[]): readonly Projection[] {
  if (names.length === 0) {
    const all = allProjections.map(({ name }) => name).join('|');
    throw new CannotDo(`usage: npm run rebuild -- ${all}|all`);
  }
  return names.includes('all') ? allProjections : [...new Set(names)].map(readModelNamed);
}
