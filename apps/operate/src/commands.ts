import type { Command } from './command';
import { makeDeskLink, signOutOfDesk } from './commands/desk-sign-out';
import { bumpPosition, parkEvent, republish } from './commands/republish';
import { checkErasures, listErasures, rotateKey } from './commands/restore-check';
import { doctor, rebuildReadModels, resumeReadModel } from './commands/rebuild';
import { restoreBackup } from './commands/restore';

/** What `colloquy` can do, in the order that its help shows. */
export const commands: readonly Command[] = [
  restoreBackup,
  doctor,
  rebuildReadModels,
  resumeReadModel,
  parkEvent,
  republish,
  bumpPosition,
  listErasures,
  checkErasures,
  rotateKey,
  makeDeskLink,
  signOutOfDesk,
];
