import type { Command } from './command';
import { makeDeskLink, signOutOfDesk } from './desk-commands';
import { bumpPosition, parkEvent } from './log-commands';
import { checkErasures, rotateKey } from './personal-data-commands';
import { doctor, rebuildReadModels, resumeReadModel } from './read-model-commands';

/** What `colloquy` can do, in the order that its help shows. */
export const commands: readonly Command[] = [
  doctor,
  rebuildReadModels,
  resumeReadModel,
  parkEvent,
  bumpPosition,
  checkErasures,
  rotateKey,
  makeDeskLink,
  signOutOfDesk,
];
