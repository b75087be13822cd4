import { bumpPositions } from './commands/bump-position.ts';
import { printDeskLink } from './commands/desk-link.ts';
import { signOutOfDesk } from './commands/desk-sign-out.ts';
import { runDoctor } from './commands/doctor.ts';
import { showErasures } from './commands/erasures.ts';
import { migrateSchema } from './commands/migrate.ts';
import { parkAnEvent } from './commands/park.ts';
import { rebuildReadModels } from './commands/rebuild.ts';
import { republishEvents } from './commands/republish.ts';
import { restoreBackup } from './commands/restore.ts';
import { checkErasures } from './commands/restore-check.ts';
import { resumeReadModel } from './commands/resume.ts';
import { rotateKey } from './commands/rotate-encryption-key.ts';
import { printToken } from './commands/token.ts';
import type { OperatorCommand } from './line/command.ts';

/** All `colloquy` commands, in the order of its help. */
export const operatorCommands: readonly OperatorCommand[] = [
  migrateSchema,
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
  printToken,
  printDeskLink,
  signOutOfDesk,
];
