import { republishOn } from '#relay/relay-on-foundation';
import { onInstallation } from '../work/installation';
import type { Command } from '../line/command';
import { readPosition } from '../line/positions';

export const republishEvents: Command = {
  name: 'republish',
  summary: 'Publish everything again, after a topic was deleted, made anew or cut short',
  options: { from: { value: 'position', summary: 'only what lies behind it' } },
  run: async ({ config, terminal, text }) => {
    const from = readPosition(text('from') ?? '0', '--from');
    const done = onInstallation(config, ({ pool, eventLog, logger }) =>
      republishOn({ pool, log: eventLog, config, logger }, from),
    );
    terminal.print(await done);
    return 0;
  },
};
