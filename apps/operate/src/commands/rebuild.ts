import { examine } from '#projector/doctor/examine';
import { kafkaOn } from '#projector/from-kafka/kafka-on-foundation';
import { ProgressReport } from '../progress-report';
import { rebuild } from '#projector/rebuild/rebuild';
import { allProjections } from '#read-models/all-projections';
import { resume } from '#read-models/checkpoints';
import type { Projection } from '#read-models/projection';
import type { Command } from '../command';
import { CannotDo } from '#platform/cannot-do';
import { UsedWrongly } from '../failures';
import { onInstallation } from '../installation';
import { readPosition } from './republish';

const names = allProjections.map(({ name }) => name);

/** @throws UsedWrongly naming the read models there are */
function readModelNamed(name: string): Projection {
  const found = allProjections.find((one) => one.name === name);
  if (!found) throw new UsedWrongly(`there is no read model ${name}; there are ${names.join(', ')}`);
  return found;
}

export const doctor: Command = {
  name: 'doctor',
  summary: 'Hold the read models, and the topics in Kafka, against the log; exit code 1 where they differ',
  operands: '[read model]…',
  run: async ({ config, operands, terminal }) => {
    const projections = operands.length > 0 ? operands.map(readModelNamed) : allProjections;
    return onInstallation(config, async (installation) => {
      const kafka = kafkaOn({ config, logger: installation.logger });
      try {
        let healthy = true;
        for await (const { isRight, line } of examine(projections, { ...installation, ...(kafka && { kafka }) })) {
          healthy &&= isRight;
          terminal.print(`${isRight ? 'ok   ' : 'WRONG'} ${line}`);
        }
        return healthy ? 0 : 1;
      } finally {
        await kafka?.transport.close();
      }
    });
  },
};

export const rebuildReadModels: Command = {
  name: 'rebuild',
  summary: 'Build read models anew from the log, beside the ones that readers see',
  operands: `<${names.join('|')}|all>…`,
  run: async ({ config, operands }) => {
    if (operands.length === 0) throw new UsedWrongly('expected a read model, or all');
    const chosen = operands.includes('all') ? allProjections : [...new Set(operands)].map(readModelNamed);
    return onInstallation(config, async (installation) => {
      const report = new ProgressReport(process.stderr, `Rebuilding ${chosen.map(({ name }) => name).join(', ')}`);
      await rebuild(chosen, { ...installation, onProgress: (progress) => report.show(progress) });
      report.end('done; readers see the new tables');
      return 0;
    });
  },
};

export const resumeReadModel: Command = {
  name: 'resume',
  summary: 'Let a stopped read model go on',
  operands: '<read model>',
  options: { skip: { value: 'position', summary: 'leave the event out that it is stopped at' } },
  run: async ({ config, operands, terminal, text }) => {
    const [given, ...more] = operands;
    if (given === undefined || more.length > 0) throw new UsedWrongly('expected one read model');
    const { name } = readModelNamed(given);
    const skip = text('skip') === undefined ? null : readPosition(text('skip'), '--skip');
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
