import type { Command } from './command';
import { makeDeskLink, signOutOfDesk } from './desk-commands';
import { bumpPosition, parkEvent, republish } from './log-commands';
import { checkErasures, listErasures, rotateKey } from './personal-data-commands';
import { doctor, rebuildReadModels, resumeReadModel } from './read-model-commands';
import { restoreBackup } from './restore-command';

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
