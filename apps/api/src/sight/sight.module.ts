import { Module } from '@nestjs/common';
import { CommandsModule } from '../commands/commands.module.ts';
import { IdentityModule } from '../identity/identity.module.ts';
import { ReadingModule } from '../reading/reading.module.ts';
import { ModeratorSight } from './moderator-sight.ts';

/** Decides which comments a moderator may see. */
@Module({
  imports: [CommandsModule, IdentityModule, ReadingModule],
  providers: [ModeratorSight],
  exports: [ModeratorSight],
})
export class SightModule {}
