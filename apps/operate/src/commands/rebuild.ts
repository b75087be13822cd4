import { rebuild } from '#projector/rebuild/rebuild';
import { allProjections } from '#read-models/all-projections';
import { onInstallation } from '../work/installation.ts';
import type { OperatorCommand } from '../line/command.ts';
import { UsedWrongly } from '../line/failures.ts';
import { readModelNamed, readModelNames } from '../line/read-model-names.ts';
import { ProgressReport } from '../work/progress-report.ts';

export const rebuildReadModels: OperatorCommand = {
  name: 'rebuild',
  summary: 'Rebuild read models from the log; readers use the old ones meanwhile',
  operands: `<${readModelNames.join('|')}|all>…`,
  run: async ({ config, operands }) => {
    if (operands.length === 0)
      throw new UsedWrongly(`expected a read model or all. Read models: ${readModelNames.join(', ')}`);
    const chosen = operands.includes('all') ? allProjections : [...new Set(operands)].map(readModelNamed);
    return onInstallation(config, async (installation) => {
      const report = new ProgressReport(process.stderr, `Rebuilding ${chosen.map(({ name }) => name).join(', ')}`);
      await rebuild(chosen, { ...installation, onProgress: (progress) => report.show(progress) });
      report.end('done; readers see the new tables');
      return 0;
    });
  },
};
