import { linkMinutes } from '#api/desk/desk-links';
import { endEverySession } from '#api/desk/desk-sessions';
import { deskLink, LinkRequest } from './desk-link';
import { onInstallation } from '#standalone/on-installation';
import type { Command } from '../command';
import { UsedWrongly } from '../failures';

export const makeDeskLink: Command = {
  name: 'desk-link',
  summary: 'Print a link that signs a moderator in to the desk, once',
  options: {
    name: { value: 'name', summary: 'who it is for; Operator unless given' },
    role: { value: 'moderator|admin', summary: 'admin unless given' },
    site: { value: 'site', multiple: true, summary: 'only for these sites' },
    queue: { value: 'pending|reported|escalated', multiple: true, summary: 'only for these queues' },
  },
  run: async ({ config, text, texts, terminal }) => {
    const asked = { name: text('name'), role: text('role'), site: texts('site'), queue: texts('queue') };
    const request = LinkRequest.safeParse(asked);
    if (!request.success)
      throw new UsedWrongly(
        request.error.issues.map(({ path, message }) => `--${String(path[0])}: ${message}`).join('; '),
      );
    const link = await deskLink(config, request.data);
    terminal.print(`\n  ${link}\n\n  Good for ${linkMinutes} minutes, and for one sign-in.\n`);
    return 0;
  },
};

export const signOutOfDesk: Command = {
  name: 'desk-sign-out',
  summary: 'End every session of the desk, and every link that was not used yet',
  run: async ({ config, terminal }) => {
    const ended = await onInstallation(config, endEverySession);
    terminal.print(`${ended} ${ended === 1 ? 'session' : 'sessions'} of the desk ended`);
    return 0;
  },
};
