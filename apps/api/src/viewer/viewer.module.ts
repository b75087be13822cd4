import { Module } from '@nestjs/common';
import { CommandsModule } from '../commands/commands.module';
import { IdentityModule } from '../identity/identity.module';
import { ModerationModule } from '../moderation/moderation.module';
import { ViewerController } from './viewer.controller';

/** What one reader may know beyond what everybody sees. */
@Module({
  imports: [CommandsModule, IdentityModule, ModerationModule],
  controllers: [ViewerController],
})
export class ViewerModule {}
