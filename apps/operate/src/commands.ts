import { bumpPositions } from './commands/bump-position';
import { printDeskLink } from './commands/desk-link';
import { signOutOfDesk } from './commands/desk-sign-out';
import { runDoctor } from './commands/doctor';
import { showErasures } from './commands/erasures';
import { parkAnEvent } from './commands/park';
import { rebuildReadModels } from './commands/rebuild';
import { republishEvents } from './commands/republish';
import { restoreBackup } from './commands/restore';
import { checkErasures } from './commands/restore-check';
import { resumeReadModel } from './commands/resume';
import { rotateKey } from './commands/rotate-encryption-key';
import type { OperatorCommand } from './line/command';

/** What `colloquy` can do, in the order that its help shows. */
export const operatorCommands: readonly OperatorCommand[] = [
  restoreBackup,
  runDoctor,
  rebuildReadModels,
  resumeReadModel,
  parkAnEvent,
  republishEvents,
  bumpPositions,
  showErasures,
  checkErasures,
  rotateKey,
  printDeskLink,
  signOutOfDesk,
];
