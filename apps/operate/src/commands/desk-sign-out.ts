import { endEverySession } from '#api/desk/desk-sessions';
import { onDatabase } from '../work/installation.ts';
import type { OperatorCommand } from '../line/command.ts';

export const signOutOfDesk: OperatorCommand = {
  name: 'desk-sign-out',
  summary: 'End every session of the desk, and every link that was not used yet',
  run: async ({ config, terminal }) => {
    const ended = await onDatabase(config, endEverySession);
    terminal.print(`${ended} ${ended === 1 ? 'session' : 'sessions'} of the desk ended`);
    return 0;
  },
};
