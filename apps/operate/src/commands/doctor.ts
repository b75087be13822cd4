import { examine } from '#projector/doctor/examine';
import { kafkaOn } from '#projector/from-kafka/kafka-on-foundation';
import { allProjections } from '#read-models/all-projections';
import { onInstallation } from '../work/installation.ts';
import type { OperatorCommand } from '../line/command.ts';
import { readModelNamed } from '../line/read-model-names.ts';

export const runDoctor: OperatorCommand = {
  name: 'doctor',
  summary: 'Compare the read models and the Kafka topics with the log; exit code 1 if they differ',
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
