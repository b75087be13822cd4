import { republishOn } from '#relay/relay-on-foundation';
import { onInstallation } from '../work/installation.ts';
import type { OperatorCommand } from '../line/command.ts';
import { typedPosition } from '../line/positions.ts';

export const republishEvents: OperatorCommand = {
  name: 'republish',
  summary: 'Publish everything again, after a topic was deleted, made anew or cut short',
  options: { from: { value: 'position', summary: 'only what lies behind it' } },
  run: async ({ config, terminal, text }) => {
    const from = typedPosition(text('from') ?? '0', '--from');
    const done = onInstallation(config, ({ pool, eventLog, logger }) =>
      republishOn({ pool, log: eventLog, config, logger }, from),
    );
    terminal.print(await done);
    return 0;
  },
};
