import { republishOn } from '#relay/relay-on-foundation';
import { onInstallation } from '../work/installation.ts';
import type { OperatorCommand } from '../line/command.ts';
import { typedPosition } from '../line/positions.ts';

export const republishEvents: OperatorCommand = {
  name: 'republish',
  summary: 'Publish all events again after a topic was deleted, recreated or truncated',
  options: { from: { value: 'position', summary: 'publish only events after this position' } },
  run: async ({ config, terminal, text }) => {
    const from = typedPosition(text('from') ?? '0', '--from');
    const done = onInstallation(config, ({ pool, eventLog, logger }) =>
      republishOn({ pool, log: eventLog, config, logger }, from),
    );
    terminal.print(await done);
    return 0;
  },
};
