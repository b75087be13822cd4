import { endEverySession } from '#api/desk/desk-sessions';
import { onDatabase } from '../work/installation.ts';
import type { OperatorCommand } from '../line/command.ts';

export const signOutOfDesk: OperatorCommand = {
  name: 'desk-sign-out',
  summary: 'End all desk sessions and invalidate unused sign-in links',
  run: async ({ config, terminal }) => {
    const ended = await onDatabase(config, endEverySession);
    terminal.print(`ended ${ended} desk ${ended === 1 ? 'session' : 'sessions'}`);
    return 0;
  },
};
