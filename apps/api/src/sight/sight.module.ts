import { Module } from '@nestjs/common';
import { CommandsModule } from '../commands/commands.module';
import { IdentityModule } from '../identity/identity.module';
import { ReadingModule } from '../reading/reading.module';
import { ModeratorSight } from './moderator-sight';

/** What a moderator may see. */
@Module({
  imports: [CommandsModule, IdentityModule, ReadingModule],
  providers: [ModeratorSight],
  exports: [ModeratorSight],
})
export class SightModule {}
